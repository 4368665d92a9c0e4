"""The service clock of a request: with whom it is, for how many working days, and whether that is too long."""
