"""Seeded histories of a village: the phone's scripts and the application, in virtual time."""
