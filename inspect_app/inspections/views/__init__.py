"""HTTP of inspections: who came, draws, the link of a chat group, what a list is asked for."""
