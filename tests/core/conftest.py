"""The database role of web and workers."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def app_role(db, settings):
    """Act as the role that web and workers use, until the test ends."""
    call_command("grant_app_role", stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {settings.DATABASE_APP_ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")
