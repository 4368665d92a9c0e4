"""What stands on record about something: short lists with a way to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.functional import Promise


@dataclass(frozen=True)
class RelatedRow:
    """One record: its name, its address (empty while it has no page), and a note."""

    text: str
    url: str = ""
    note: str | Promise = ""


@dataclass(frozen=True)
class RelatedList:
    """The first records of one kind; ``count`` and ``all_url`` lead to all of them."""

    title: str | Promise
    rows: Sequence[RelatedRow]
    count: int
    all_url: str = ""


def address_of(record) -> str:
    """The record's page; empty while there is none."""
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
