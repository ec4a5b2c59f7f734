"""What joins findings, suggestions, records and photos with their place."""
