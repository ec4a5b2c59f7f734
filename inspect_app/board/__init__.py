"""The office's view of an inspection: figures, the list of records, the wall of photos."""
