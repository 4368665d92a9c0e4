"""The plain half of every act: which fields may be given, what their values must be, and the version that moves on."""

from collections.abc import Collection, Mapping
from typing import Any

from core.errors import Stale


def assign(record, values: Mapping[str, Any], *, allowed: Collection[str]) -> list[str]:
    """Give ``values`` to the record and answer their names. TypeError for a field that this act may not set."""
    if foreign := sorted(set(values) - set(allowed)):
        raise TypeError(f"This act does not set {', '.join(foreign)}.")
    for name, value in values.items():
        setattr(record, name, value)
    return list(values)


def check(record) -> None:
    """Raise ValidationError unless every column holds a lawful value; related rows are the doors' part."""
    unknown = [field.name for field in record._meta.fields if field.null and getattr(record, field.attname) is None]
    relations = [field.name for field in record._meta.fields if field.is_relation]
    record.clean_fields(exclude=[*relations, *unknown, "code"])


def require_version(record, version: int) -> None:
    """Raise Stale when the record has changed since its reader saw ``version``."""
    if record.version != version:
        raise Stale(record)


def save_change(record, *, by, fields: Collection[str]) -> None:
    """Save the fields of a locked row; its version moves on and says who did it."""
    record.version += 1
    record.updated_by = by
    record.save(update_fields=[*fields, "version", "updated_by", "updated_at"])
