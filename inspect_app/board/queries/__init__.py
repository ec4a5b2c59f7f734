"""What joins records and photos with their place, and the figures of an inspection."""
