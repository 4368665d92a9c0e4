"""Sensitive acts need a password or a factor shown within the last ten minutes (docs/design/security.md#fresh-sign-in).

Whoever has to show one first goes on afterwards with what they had sent.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings

LINK = "mailed_link"


def is_fresh(request) -> bool:
    """Whether this person showed a password or a factor in this session within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def require_fresh_sign_in(request) -> None:
    """Ask for a password or a factor unless one was shown just now; allauth's middleware leads there and back."""
    if not is_fresh(request):
        raise ReauthenticationRequired


class FreshSignInRequired:
    """Mixin of the view of a sensitive act."""

    def enter(self) -> None:
        super().enter()
        require_fresh_sign_in(self.request)


def is_by_link(request, account) -> bool:
    """Whether the sign-in under way began with a mailed link."""
    return any(record["method"] == LINK for record in get_authentication_records(request, account))
