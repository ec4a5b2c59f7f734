"""人员: towns, terms, groups, deputies, units and who has an account; who may do what."""
