"""What an inspection brought, and what is counted of it: values, of which papers are made. Pure."""
