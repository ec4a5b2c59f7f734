"""Do the previews that offices use open our Excel files? ``make readers``."""
