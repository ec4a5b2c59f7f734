"""HTTP of reports: files, their pages, 交材料, what is made in the background, the log."""
