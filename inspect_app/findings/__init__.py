"""问题: what came out of records as wrong."""
