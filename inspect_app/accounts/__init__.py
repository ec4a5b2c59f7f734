"""The office's accounts: who has one, passwords, the second step, logging in."""
