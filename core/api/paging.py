"""Pages by key: the next page begins behind the last row of this one, however many rows come or go meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from core.http.parameters import refuse_value


@dataclass(frozen=True)
class Ordering:
    """Columns of which the last is unique, all in one direction; ``name`` as in ``?ordering=``."""

    name: str
    columns: Sequence[str]
    is_descending: bool = False

    def order_by(self, backwards: bool) -> list[str]:
        sign = "-" if self.is_descending != backwards else ""
        return [sign + column for column in self.columns]


@dataclass(frozen=True)
class Page:
    """The primary keys of one page, in order, and the cursors of its neighbours (None where there is none)."""

    keys: Sequence[Any]
    next: str | None
    previous: str | None


def read_page(found: QuerySet, ordering: Ordering, cursor: str | None, size: int, *, name: str) -> Page:
    """One page of the rows. ``name`` binds cursors to a list. Raises BadQuery for a cursor that is not ours."""
    signer = Signer(salt=f"core.paging.{name}")
    backwards, place = _read_cursor(signer, cursor, ordering, found.model) if cursor else (False, None)
    if place is not None:
        found = found.filter(_beyond(found.model, ordering, place, downwards=ordering.is_descending != backwards))
    columns = [*ordering.columns, "pk"]
    rows = list(found.order_by(*ordering.order_by(backwards)).values_list(*columns)[: size + 1])
    has_more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()

    def cursor_at(row, backwards):
        return signer.sign_object([ordering.name, backwards, [str(value) for value in row[:-1]]])

    has_next = bool(rows) and (backwards or has_more)
    has_previous = bool(rows) and (has_more if backwards else place is not None)
    return Page(
        [row[-1] for row in rows],
        cursor_at(rows[-1], False) if has_next else None,
        cursor_at(rows[0], True) if has_previous else None,
    )


def _beyond(model, ordering: Ordering, place: Sequence, *, downwards: bool):
    fields = [model._meta.get_field(column) for column in ordering.columns]
    values = [Value(field.to_python(value), output_field=field) for field, value in zip(fields, place, strict=True)]
    lookup = TupleLessThan if downwards else TupleGreaterThan
    return lookup(Tuple(*(F(column) for column in ordering.columns)), values)


def _read_cursor(signer: Signer, cursor: str, ordering: Ordering, model) -> tuple[bool, Sequence]:
    try:
        name, backwards, place = signer.unsign_object(cursor)
    except (BadSignature, ValueError):
        raise refuse_value("cursor") from None
    if name != ordering.name:
        raise refuse_value("cursor")
    return backwards, place
