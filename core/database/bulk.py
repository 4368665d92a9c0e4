"""Writing many rows at once, under the rules that a single row keeps: fields are validated, people's changes stay."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from core import clock


class RowRefused(Exception):
    """A row breaks a rule of its model; says which row and why."""


@dataclass
class Tally:
    """What a bulk write did to the rows it was given."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
        )


def write_rows(
    existing: models.QuerySet, rows: Iterable[dict], *, key: tuple[str, ...], only_missing: bool = False
) -> Tally:
    """Insert the rows that ``existing`` lacks and update those that differ; nothing is deleted.

    ``rows`` hold column values by attribute name (``region_id``), ``key`` names those that tell rows apart within
    ``existing``. A row that a person has changed since (its version has moved) is kept as it is, and with
    ``only_missing`` every row that is there. Fields are cleaned as a form would; keys, uniqueness and check
    constraints are the database's own. Raises RowRefused.
    """
    model = existing.model
    known = {tuple(getattr(row, name) for name in key): row for row in existing}
    tally, fresh, stale, differing = Tally(), [], [], set()
    for values in rows:
        row = known.get(tuple(values[name] for name in key))
        if row is None:
            row = model(**values)
            _check(row)
            known[tuple(values[name] for name in key)] = row
            fresh.append(row)
            tally.new += 1
            continue
        differences = {name for name, value in values.items() if getattr(row, name) != value}
        if not differences:
            tally.unchanged += 1
        elif only_missing or getattr(row, "version", 1) > 1:
            tally.kept += 1
        else:
            for name in differences:
                setattr(row, name, values[name])
            _check(row)
            if hasattr(row, "updated_at"):
                row.updated_at = clock.now()
                differences.add("updated_at")
            differing |= differences
            stale.append(row)
            tally.changed += 1
    model._base_manager.bulk_create(fresh, batch_size=1000)
    if stale:
        model._base_manager.bulk_update(stale, sorted(_field_names(model, differing)), batch_size=500)
    return tally


def _check(row: models.Model) -> None:
    """Clean what the database does not check by itself; relations and empty columns that may be null are its own."""
    unchecked = [
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation or field.primary_key or (field.null and getattr(row, field.attname) is None)
    ]
    if not row._meta.pk.auto_created and not row._meta.pk.is_relation:
        unchecked.remove(row._meta.pk.name)
    try:
        row.clean_fields(exclude=unchecked)
        row.clean()
    except ValidationError as refusal:
        raise RowRefused(f"{row._meta.label} {row!r}: {refusal.messages} in {list(refusal.message_dict)}") from refusal


def _field_names(model: type[models.Model], attributes: set[str]) -> set[str]:
    names = {field.attname: field.name for field in model._meta.concrete_fields}
    return {names[attribute] for attribute in attributes}
