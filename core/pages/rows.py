"""A record as a row of a page shows it: together with what is known of it elsewhere."""

from typing import Any


class Row:
    """Reads like its record and equals it, with the facts that the page needs beside it.

    The record itself stays as it is.
    """

    def __init__(self, record: Any, **facts: Any):
        self.record = record
        self.__dict__.update(facts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["record"], name)

    def __eq__(self, other: object) -> bool:
        return bool(self.record == (other.record if isinstance(other, Row) else other))

    def __hash__(self) -> int:
        return hash(self.record)

    def __str__(self) -> str:
        return str(self.record)
