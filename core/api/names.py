"""Names that nearly every row repeats, kept in the memory of the process: countries, themes, agencies and the like.

A list of a hundred projects names some thousand countries, themes and agencies. Joining them costs more than all the
rest of the list, so that rows carry keys and the names come from here.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

# Code lists are loaded with the programme; agencies change while it runs and are read again as soon as one did.
SECONDS_KEPT = 60

_memory: dict[tuple[str, str | None], "_Table"] = {}


class Names:
    """The codes and names of one table, by primary key. ``code`` and ``name`` say which attributes hold them.

    ``has_version``: rows change while the portal runs, and say so in ``updated_at``. ``is_named`` says of which rows
    everybody may know; the names are kept for all readers alike, so the others are named to nobody.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        code: str = "pk",
        name: str = "name",
        has_version: bool = False,
        is_named: Callable[[Any], bool] = lambda record: True,
    ):
        self.model = model
        self.code = code
        self.name = name
        self.has_version = has_version
        self.is_named = is_named

    def of(self, record: models.Model) -> dict | None:
        """How the record is named in an answer; None if not everybody may know of it."""
        if not self.is_named(record):
            return None
        return {"code": getattr(record, self.code), "name": str(getattr(record, self.name))}

    def version(self) -> models.expressions.Combinable:
        """An expression for the state of the table, to be read along with the rows that need its names."""
        latest = self.model._base_manager.order_by("-updated_at").values("updated_at")[:1]
        return models.Subquery(latest)

    def table(self, version: object = None) -> Mapping[Hashable, dict | None]:
        """All names in the language of this request, not older than that version."""
        key = (self.model._meta.label, get_language())
        found = _memory.get(key)
        if found is None or found.version != version or found.expires_at < time.monotonic():
            found = _memory[key] = _Table(self, version)
        return found


class _Table(dict):
    """Names by key. A key that is not there was entered since: the table is read once more."""

    def __init__(self, names: Names, version: object):
        super().__init__()
        self._names = names
        self.version = version
        self.expires_at = time.monotonic() + SECONDS_KEPT
        self._read()

    def _read(self) -> None:
        self.update((record.pk, self._names.of(record)) for record in self._names.model._base_manager.all())

    def __missing__(self, key):
        self._read()
        return self[key] if key in self else {"code": str(key), "name": ""}


def forget() -> None:
    """Read everything anew; for tests, in which rows vanish without anybody having changed them."""
    _memory.clear()
