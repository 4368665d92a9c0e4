"""Tables made together are the same as tables made one by one."""

import pytest
from django.db import connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from core.database.tables import TablesTogether

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
    WHERE table_name LIKE 'lakes\\_%' ORDER BY table_name, ordinal_position
"""
RULES = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid::regclass::text LIKE 'lakes\\_%' ORDER BY 1, 2
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'lakes\\_%' ORDER BY 1"
KEY = ("id", models.BigAutoField(primary_key=True))
OPERATIONS = [
    migrations.CreateModel("Lake", [KEY, ("name", models.CharField(max_length=40, unique=True))]),
    migrations.CreateModel(
        "Boat",
        [
            KEY,
            ("home", models.ForeignKey("lakes.Lake", models.PROTECT)),
            ("visits", models.ManyToManyField("lakes.Lake", related_name="+")),
        ],
        options={"constraints": [models.UniqueConstraint(fields=["id", "home"], name="lakes_boat_once")]},
    ),
    migrations.AddField("lake", "ferry", models.ForeignKey("lakes.Boat", models.SET_NULL, null=True)),
    migrations.CreateModel("Catch", [KEY, ("boat", models.ForeignKey("lakes.Boat", models.CASCADE))]),
]


def made_by(kind) -> list[list[tuple]]:
    """Columns, rules and indexes after the operations, which are then undone; and the fields of the state."""
    migration = type("Migration", (kind,), {"operations": OPERATIONS})("0001_initial", "lakes")
    with transaction.atomic():
        state = ProjectState()
        assert state.apps  # as the executor hands it over
        with connection.schema_editor() as editor:
            state = migration.apply(state, editor)
        with connection.cursor() as cursor:
            found = []
            for statement in (COLUMNS, RULES, INDEXES):
                cursor.execute(statement)
                found.append(cursor.fetchall())
        found.append(sorted((model, name) for (_app, model), made in state.models.items() for name in made.fields))
        transaction.set_rollback(True)
    assert migration.operations == OPERATIONS
    return found


@pytest.mark.django_db
def test_tables_made_together_are_those_made_one_by_one():
    together = made_by(TablesTogether)
    assert together == made_by(migrations.Migration)
    assert all(together)
