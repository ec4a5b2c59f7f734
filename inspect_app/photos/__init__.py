"""照片: bytes from a phone to a file under its content hash."""
