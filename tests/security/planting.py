"""Texts with bad intent in every column that holds words of people, written past all forms and triggers.

What the portal does with text on its way out must hold even for what no form would have let in.
"""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

TEXTS = (models.CharField, models.TextField, models.URLField)
APPS = {"reference", "partners", "needs", "exchange", "projects", "governance"}
# Keys that people and programs ask by, and texts whose shape a reader of the portal relies on.
NOT_PLANTED = {"code", "slug", "state", "language", "symbol", "origin_reference"}


def columns_of_text() -> Iterator[models.Field]:
    """Every column that holds words of people: no key and no choice."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields if model._meta.app_label in APPS else ():
            inner = getattr(field, "base_field", field)
            is_key = field.primary_key or field.unique or field.name in NOT_PLANTED
            if type(inner) in TEXTS and not (is_key or inner.choices):
                yield field


def plant(cursor, payload: str) -> None:
    """Write the payload into every row of every such column that is long enough, in one transaction; a column whose
    constraint refuses it keeps what it holds. ``cursor`` is that of a superuser.
    """
    cursor.execute("SET session_replication_role = replica")
    for field in columns_of_text():
        if (getattr(field, "base_field", field).max_length or len(payload)) < len(payload):
            continue
        table, column = f'"{field.model._meta.db_table}"', f'"{field.column}"'
        value = "ARRAY[%(payload)s]" if isinstance(field, ArrayField) else "%(payload)s"
        cursor.execute(
            f"""DO $do$ BEGIN UPDATE {table} SET {column} = {value};
            EXCEPTION WHEN integrity_constraint_violation THEN NULL; END $do$""",  # noqa: S608 - names of our own tables
            {"payload": payload},
        )
    cursor.execute("SET session_replication_role = origin")
