"""What the API's tests share: fresh names, and clients with tokens."""

import pytest
from django.test import Client

from accounts import actions
from accounts.choices import Scope
from core.api import names


@pytest.fixture(autouse=True)
def fresh_names():
    """Rows of other tests vanished without anybody having changed them."""
    names.forget()


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
