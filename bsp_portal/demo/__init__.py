"""The demonstration: invented people, agencies and records, all marked as such and made through the acts alone."""
