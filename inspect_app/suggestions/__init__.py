"""意见建议: what the office's review says of what deputies propose beside their answers."""
