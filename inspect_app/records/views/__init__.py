"""HTTP of records: a deputy's pages, the form, what the phone's outbox sends."""
