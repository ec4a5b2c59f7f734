"""The office's view of an inspection: figures, lists, the wall of photos."""
