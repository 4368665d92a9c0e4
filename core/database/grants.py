"""What the app's database role may do: read, add rows, and change or delete them in the tables that are listed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db import connection

Listed = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Rights:
    """Tables whose rows the role may change and delete, by the reason why; all others take new rows only.

    Of those ``locked``, the role may lock rows, by a right to the column that is named; it may not add to those
    ``read_only``.
    """

    changed: Listed
    removed: Listed
    locked: Mapping[str, Mapping[str, str]]
    read_only: Collection[str]


def grant(role: str, rights: Rights) -> None:
    """Give the role exactly these rights. Run by the owner of the tables after each migration; may be repeated."""
    name = connection.ops.quote_name
    quoted, database = name(role), name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}, PUBLIC")
        # A temporary table would take the place of a table of history with the same name.
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM {quoted}, PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE INSERT ON {_tables(rights.read_only)} FROM {quoted}")
        cursor.execute(f"GRANT UPDATE ON {_tables(chain(*rights.changed.values()))} TO {quoted}")
        cursor.execute(f"GRANT DELETE ON {_tables(chain(*rights.removed.values()))} TO {quoted}")
        for table, column in chain.from_iterable(tables.items() for tables in rights.locked.values()):
            cursor.execute(f"GRANT UPDATE ({name(column)}) ON {name(table)} TO {quoted}")


def _tables(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(table) for table in names)
