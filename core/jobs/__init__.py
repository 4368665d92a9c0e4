"""Long work as rows: the database is the ledger, a Celery message only the bell (security requirements, section 6)."""
