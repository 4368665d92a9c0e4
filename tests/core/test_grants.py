"""The app's database role cannot rewrite a ledger, even where a trigger were missing."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from core import audit
from core.database.protection import append_only_tables


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
        "ALTER TABLE core_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE core_auditevent",
        "CREATE TABLE loot (id int)",
        "UPDATE django_migrations SET app = 'x'",
    ],
)
def test_the_role_owns_nothing(app_role, statement):
    refuses(app_role, statement)
