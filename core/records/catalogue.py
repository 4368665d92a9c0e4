"""Every kind of record, named once: the rows of its list, how they are narrowed and written, and where it is shown.

Each floor names its own in ``kinds.py``. Navigation, search, open data, the API and the records behind figures ask
here, so that they speak of the same rows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from rest_framework.serializers import BaseSerializer

from core.records.filters import RecordFilter


class Place(NamedTuple):
    """Where navigation shows something: ``main``, ``own`` (before it, for those signed in), ``more`` or ``foot``, and
    how far from its beginning.
    """

    menu: str
    number: int


@dataclass(frozen=True)
class RecordKind:
    """One kind of record. ``name`` is that of its file, and of its resource where the API has one."""

    name: str
    model: type[Model]
    rows: Callable[[Any], QuerySet]  # those of the list, as far as this reader may see them
    serializer: type[BaseSerializer]
    filterset: type[RecordFilter] | None = None
    key: str = "code"  # the field by which a record is asked for
    page: str = ""  # the name of the list's address; without one, the rest is for the API alone
    label: str | Promise = ""
    title: str = ""  # the field that names a record
    place: Place | None = None
    facts: str = ""  # what the report calls the list of its facts
    is_resource: bool = True
    open_place: int = 0  # its place in the search and among the open data; 0 for what is in neither


@dataclass(frozen=True)
class Page:
    """A page of the navigation that lists no records."""

    label: str | Promise
    address: str
    place: Place


@cache
def kinds() -> tuple[RecordKind, ...]:
    """All kinds, those of the lowest floor first."""
    return tuple(kind for module in _modules() for kind in module.KINDS)


def open_kinds() -> list[RecordKind]:
    """What the search finds and the page of open data lists, in that order."""
    return sorted((kind for kind in kinds() if kind.open_place), key=lambda kind: kind.open_place)


@cache
def menu(name: str) -> list[tuple[str, str | Promise]]:
    """Address and label of each entry of one menu."""
    pages = [page for module in _modules() for page in getattr(module, "PAGES", ())]
    entries = [(page.place, page.address, page.label) for page in pages]
    entries += [(kind.place, reverse(kind.page), kind.label) for kind in kinds() if kind.place]
    found = sorted((entry for entry in entries if entry[0].menu == name), key=lambda entry: entry[0].number)
    return [(address, label) for _place, address, label in found]


def _modules() -> Iterator:
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "kinds"):
            yield import_module(f"{app.name}.kinds")
