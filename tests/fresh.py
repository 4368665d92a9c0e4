"""Browsers whose person has just shown a password, as sensitive acts ask (accounts.signing_in.reauthentication)."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client


def sign_in_freshly(client: Client, user, *, seconds_ago: int = 0) -> Client:
    """Sign the person in, with a password that was shown so many seconds ago."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds_ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client
