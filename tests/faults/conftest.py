"""Each fault test gets its own database, Redis and processes. A missing program fails the test, it never skips it."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.faults.stage import PROJECT, Ledger, Stage

# MAIL_DIR would put letters into files instead of sending them to the mail server of the stage.
NOT_KEPT = ("PG", "PYTEST", "BSP_GUARD", "MAIL_DIR")


@pytest.fixture(scope="session")
def child_environment(tmp_path_factory):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_KEPT)}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "BSP_DEMO": "1",
        "LOG_LEVEL": "INFO",  # the stage reads in the logs who began what
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture(scope="session")
def template(django_db_setup, django_db_blocker, child_environment):
    """A copy of the migrated test database with what the fault tests need in it; each test gets a copy of this one."""
    with django_db_blocker.unblock():
        connection.close()  # a database in use cannot be copied
    given = connection.settings_dict
    assert given["NAME"].startswith("test_"), "the fault tests must not copy the database of people"
    server = {
        "host": given["HOST"] or "localhost",
        "port": given["PORT"] or 5432,
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    copy = Ledger(server, f"{given['NAME']}_faults")
    copy.drop()
    copy.create(given["NAME"])
    environment = child_environment | {"DATABASE_URL": copy.url}
    subprocess.run([sys.executable, "-m", "tests.faults.prepare"], cwd=PROJECT, env=environment, check=True)
    yield copy
    copy.drop()


@pytest.fixture
def db(template):
    """Asks pytest-django for the test database, as every fixture of this name does, but opens nothing in it."""
    return template


@pytest.fixture
def stage_with(db, template, child_environment):
    """Makes stages; ``stage_with(guard_off="sweeper")`` makes one that must fail its test."""
    stages = []

    def make(**options) -> Stage:
        ledger = Ledger(template.server, f"{template.name}_{secrets.token_hex(4)}")
        ledger.create(template.name)
        folder = Path(tempfile.mkdtemp(prefix="bsp-", dir="/tmp"))  # noqa: S108 - a socket's path must be short
        stage = Stage(ledger, folder, child_environment, **options)
        stages.append(stage)
        stage.redis.start()
        return stage

    yield make
    for stage in stages:
        stage.close()
        print(stage.logs())
        stage.ledger.drop()
        shutil.rmtree(stage.folder)
