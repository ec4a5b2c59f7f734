"""Findings and suggestions with their place: the lists that are reviewed."""
