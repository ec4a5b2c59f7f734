"""What is asked of findings beyond one table."""
