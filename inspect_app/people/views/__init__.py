"""HTTP: ways in and out, the office's links, accounts, one's own account."""
