"""What the API's tests share: the seed loaded once a module, and tokens."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts import actions
from accounts.choices import Scope
from core import names


@pytest.fixture(autouse=True)
def fresh_names():
    """Rows of other tests vanished without anybody having changed them."""
    names.forget()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Reference lists and seed, once for this module; rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_seed", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def make_client():
    """A client with a token of that account."""

    def make(account, *scopes):
        _token, text = actions.create_token(account, by=None, name="test", scopes=list(scopes) or Scope.values)
        return Client(headers={"authorization": f"Bearer {text}"})

    return make


@pytest.fixture
def agency_client(agency_member, make_client):
    return make_client(agency_member)
