"""HTTP: the way in by the link of an inspection's chat group."""
