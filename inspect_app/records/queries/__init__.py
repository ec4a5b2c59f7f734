"""What a deputy's pages ask of records."""
