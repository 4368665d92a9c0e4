"""The app's database role changes what is listed and cannot rewrite a ledger, even where a trigger were missing."""

from itertools import chain

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from bsp_portal.database_rights import CHANGED, LOCKED, READ_ONLY, REMOVED
from core import audit
from core.database.protection import append_only_tables

# Whatever the way by which the role has the right: its own, of everybody, of one column alone.
WRITABLE = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
        AND (
            has_table_privilege('bsp_app', pg_class.oid, %(right)s)
            OR %(columns)s AND has_any_column_privilege('bsp_app', pg_class.oid, 'UPDATE')
        )
"""


def writable(right, *, columns=False):
    with connection.cursor() as cursor:
        cursor.execute(WRITABLE, {"right": right, "columns": columns})
        return {table for (table,) in cursor}


def listed(reasons):
    return set(chain.from_iterable(reasons.values()))


def test_the_role_changes_and_deletes_exactly_what_is_listed(app_role):
    app_role.execute("RESET ROLE")
    assert writable("UPDATE") == listed(CHANGED)
    assert writable("UPDATE", columns=True) == listed(CHANGED) | listed(LOCKED)
    assert writable("DELETE") == listed(REMOVED)
    assert not writable("INSERT") & set(READ_ONLY)
    for right in ("TRUNCATE", "REFERENCES", "TRIGGER"):
        assert not writable(right)


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ("GRANT UPDATE ON pghistory_context TO bsp_app", "UPDATE"),
        ("GRANT UPDATE (metadata) ON pghistory_context TO PUBLIC", "UPDATE"),
        ("GRANT DELETE ON core_auditevent TO bsp_app", "DELETE"),
    ],
)
def test_a_right_beside_the_list_is_noticed(app_role, statement, right):
    app_role.execute("RESET ROLE")
    app_role.execute(statement)
    assert writable(right, columns=right == "UPDATE") & {"pghistory_context", "core_auditevent"}


def test_no_ledger_is_listed():
    assert not (listed(CHANGED) | listed(REMOVED) | listed(LOCKED)) & set(append_only_tables())


def refuses(cursor, statement):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_ledgers_take_new_rows_only(app_role, act):
    tables = append_only_tables()
    assert "core_auditevent" in tables
    assert any(table.endswith("event") and table != "core_auditevent" for table in tables)
    for table in tables:
        refuses(
            app_role,
            act.format(table).replace(
                "id = id", "pgh_id = pgh_id" if table.endswith("event") and table != "core_auditevent" else "id = id"
            ),
        )


def test_the_role_may_add_to_the_audit(app_role, secretariat):
    audit.write("account.tested", secretariat, by=secretariat)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE needs_needevent (pgh_id int)",
        "ALTER TABLE core_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE core_auditevent",
        "CREATE TABLE loot (id int)",
        "UPDATE django_migrations SET app = 'x'",
    ],
)
def test_the_role_owns_nothing(app_role, statement):
    refuses(app_role, statement)
