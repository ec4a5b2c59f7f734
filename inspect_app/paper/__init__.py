"""Paper forms: printed, typed in by a grid or a sheet."""
