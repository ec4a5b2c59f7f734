"""What tests, bench, faults and the simulator have in common: the rows of a town, waiting."""
