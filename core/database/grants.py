"""What the app's database role may do: read and write rows, but never rewrite what must stay."""

from django.db import connection

from core.database.protection import append_only_tables


def grant(role: str) -> list[str]:
    """Give the role its rights on every table of the portal; append-only tables, whose names it
    answers, take new rows only.

    Run by the owner of the tables after each migration; may be repeated.
    """
    quoted = connection.ops.quote_name(role)
    kept = append_only_tables()
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
        for table in kept:
            cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {quoted}")
    return kept
