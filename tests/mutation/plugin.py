"""A plugin of pytest: the guard named by ``BSP_GUARD`` is switched off in this process. Never part of the product."""

import os

import pytest


def asked_for():
    from tests.mutation.guards import guards  # only once Django has started

    return next(guard for guard in guards() if guard.name == os.environ["BSP_GUARD"])


def pytest_sessionstart():
    if not asked_for().needs_database:
        asked_for().switch_off()


@pytest.fixture(scope="session", autouse=True)
def guard_is_off(request):
    if asked_for().needs_database:
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            asked_for().switch_off()
