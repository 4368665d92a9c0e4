"""Beneath the records: history and protection by triggers, codes, rows in bulk, rights of the database role."""
