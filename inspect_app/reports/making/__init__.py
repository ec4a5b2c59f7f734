"""How a file is made: each kind of file, zips, at once or in the background."""
