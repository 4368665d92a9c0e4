"""Letters: one row a reader, written with the act that it tells of, sent by a worker."""
