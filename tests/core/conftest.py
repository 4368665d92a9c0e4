"""The database role of web and workers."""

import pytest
from django.db import connection

from core.database import grants


@pytest.fixture
def app_role(db, settings):
    """Act as the role that web and workers use, until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {settings.DATABASE_APP_ROLE}")
        grants.grant(settings.DATABASE_APP_ROLE)
        cursor.execute(f"SET LOCAL ROLE {settings.DATABASE_APP_ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")
