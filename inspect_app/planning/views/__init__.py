"""HTTP of planning."""
