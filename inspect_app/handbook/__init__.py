"""使用手册: how the office works with the product, and one page of paper for a deputy."""
