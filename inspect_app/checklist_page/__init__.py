"""检查清单 of the town: what it uses, taking one into use, trying its form."""
