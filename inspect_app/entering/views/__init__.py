"""HTTP: the gate, personal links, what the office gives and takes back."""
