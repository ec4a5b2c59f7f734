"""What every page is given: scripts, styles, words."""
