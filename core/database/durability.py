"""What was answered with success must survive a power failure: PostgreSQL has to write before it answers.

The rule: docs/design/security.md#promises
"""

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections

REQUIRED = ("fsync", "full_page_writes", "synchronous_commit")


def server_writes_before_it_answers(*, databases=None, **_options) -> list[CheckMessage]:
    """An Error for each setting of the server that gives durability up for speed. The demonstration may."""
    if settings.DEMO:
        return []
    return [
        Error(
            f"PostgreSQL runs with {name} = off, so that acts already confirmed can be lost.",
            hint=f"Set {name} = on in the configuration of the server.",
            id="core.E002",
        )
        for alias in databases or ()
        for name in REQUIRED
        if _value_of(alias, name) == "off"
    ]


def _value_of(alias: str, name: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]
