"""The roster (名册): deputies and places, kept by the office on pages and by an Excel file."""
