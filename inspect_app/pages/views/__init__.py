"""HTTP of pages."""
