"""意见反馈: what deputies say of the product itself, for the office to read."""
