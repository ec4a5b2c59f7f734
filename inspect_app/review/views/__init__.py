"""HTTP of review."""
