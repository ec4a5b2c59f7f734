"""HTTP of paper."""
