"""What is asked of inspections beyond one table."""
