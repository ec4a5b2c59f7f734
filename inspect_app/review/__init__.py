"""The office's review of findings, and what their deputies read of it."""
