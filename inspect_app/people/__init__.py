"""人员: towns, terms, deputies, groups, units, accounts; ways in; who may do what."""
