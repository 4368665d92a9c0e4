"""A server that may forget what it confirmed is refused, outside the demonstration."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from core.database.durability import REQUIRED

pytestmark = pytest.mark.django_db


def complaints() -> list[str]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [message.msg for message in found if message.id == "core.E002"]


def test_a_server_that_does_not_write_before_it_answers_is_refused(settings):
    settings.DEMO = False
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "PostgreSQL runs with synchronous_commit = off, so that acts already confirmed can be lost." in complaints()


def test_each_of_the_settings_is_read(settings, monkeypatch):
    settings.DEMO = False
    monkeypatch.setattr("core.database.durability._value_of", lambda alias, name: "off")
    assert len(complaints()) == len(REQUIRED) == 3


def test_the_demonstration_may(settings):
    settings.DEMO = True
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert complaints() == []
