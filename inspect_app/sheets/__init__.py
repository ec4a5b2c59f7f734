"""Tables → Excel, → a page, → CSV: knows nothing of the field."""
