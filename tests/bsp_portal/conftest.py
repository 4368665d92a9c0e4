"""The founding documents' facts, loaded once for a module."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Both loads, once for this module; rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_seed", verbosity=0)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
