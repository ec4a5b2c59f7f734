"""HTTP of board."""
