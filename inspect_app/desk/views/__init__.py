"""HTTP: a form of the desk that was pressed before."""
