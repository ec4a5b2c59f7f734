"""The office's pages of deputies and places."""
