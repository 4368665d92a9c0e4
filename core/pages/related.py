"""What stands on record about something: short lists with a way to the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.functional import Promise

SHOWN = 10


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


def relate(title: str | Promise, records: QuerySet, note: Callable | None = None, all_url: str = "") -> RelatedList:
    """The first of these records, each by its name; ``note`` says what to add to one."""
    found = list(records[: SHOWN + 1])
    rows = [RelatedRow(str(record), address_of(record), note(record) if note else "") for record in found[:SHOWN]]
    return RelatedList(title, rows, len(found) if len(found) <= SHOWN else records.count(), all_url)
