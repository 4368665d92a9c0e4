"""The actors and records of the access table, for tests that look at every door in another way."""

from tests.test_access import actors, records

__all__ = ["actors", "records"]
