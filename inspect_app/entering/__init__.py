"""How somebody enters: links, phones, codes, sessions, the gate before every view."""
