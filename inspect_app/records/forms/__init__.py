"""The fill form of a checklist: its fields, its places, what is wrong in it."""
