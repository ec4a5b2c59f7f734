"""What the office's forms have in common: one that makes something is taken once."""
