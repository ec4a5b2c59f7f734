"""HTTP of records: the phone's pages, the outbox's door, the office's board."""
