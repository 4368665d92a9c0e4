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

from tests.databases import PROJECT, Database, migrated_template
from tests.faults.stage import Stage

# MAIL_DIR would put letters into files instead of sending them to the mail server of the stage.
NOT_KEPT = ("PG", "PYTEST", "BSP_GUARD", "MAIL_DIR")


@pytest.fixture(scope="session")
def child_environment(tmp_path_factory):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_KEPT)}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "BSP_DEMO": "1",
        "CELERY_SKIP_CHECKS": "1",  # Django's own look at the code, at each of a hundred starts
        "LOG_LEVEL": "INFO",  # the stage reads in the logs who began what
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture(scope="session")
def template(child_environment):
    """A database with what the fault tests need in it; each test gets a copy of this one."""
    filled = Database(f"test_faults_{secrets.token_hex(4)}")
    filled.create(migrated_template())
    environment = child_environment | {"DATABASE_URL": filled.url}
    subprocess.run([sys.executable, "-m", "tests.faults.prepare"], cwd=PROJECT, env=environment, check=True)
    yield filled
    filled.drop()


@pytest.fixture
def stage_with(template, child_environment):
    """Makes stages; ``stage_with(guard_off="sweeper")`` makes one that must fail its test. ``ledger`` gives one a
    cluster of its own, which is dropped with the stage.
    """
    stages = []

    def make(ledger=None, **options) -> Stage:
        if ledger is None:
            ledger = Database(f"{template.name}_{secrets.token_hex(4)}")
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
