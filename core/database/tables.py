"""Migrations that make many tables."""

from itertools import groupby

from django.db import migrations


class TablesTogether(migrations.Migration):
    """Makes tables that follow one another from one picture of all models; everything else as Django does.

    Django draws that picture anew after each operation, for the model and all that are related to it, which took half
    the time of migrating an empty database. Making a table changes no other, so a picture of all of them serves each.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        for makes_tables, operations in groupby(self.operations, lambda one: isinstance(one, migrations.CreateModel)):
            if makes_tables:
                project_state = self._make_tables(list(operations), project_state, schema_editor)
            else:
                part = type("Migration", (migrations.Migration,), {"operations": list(operations)})
                project_state = part(self.name, self.app_label).apply(project_state, schema_editor)
        return project_state

    def _make_tables(self, operations, project_state, schema_editor):
        vars(project_state).pop("apps", None)  # the picture; a state without one is only noted down
        for operation in operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
