"""Every kind of record, named once: how it is narrowed, counted and written to a file, for lists and API alike."""
