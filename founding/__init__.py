"""A town put straight into the database, for tests, bench, faults and the simulator."""
