"""HTTP: logging in, new passwords, all accounts, one's own."""
