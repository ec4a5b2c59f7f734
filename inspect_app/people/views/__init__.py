"""HTTP: what the town chooses for itself."""
