"""Databases of the bench's own on the server of the tests, kept for the next time."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit


def open_database(name: str, is_as_wanted: Callable[[], bool] = lambda: True) -> None:
    """Django is set up on this database, which is migrated; it is made anew where it is not as wanted."""
    os.environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bsp_portal.settings"
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django
    import psycopg2
    from django.conf import settings

    django.setup()
    found = settings.DATABASES["default"]
    server = psycopg2.connect(
        host=found["HOST"],
        port=found["PORT"] or None,
        user=found["USER"],
        password=found["PASSWORD"],
        dbname="postgres",
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() and not is_as_wanted():
            from django.db import connection

            connection.close()
            cursor.execute(f'DROP DATABASE "{name}"')
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')
    server.close()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
