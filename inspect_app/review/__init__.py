"""The office's review of findings and suggestions, and what deputies read of it."""
