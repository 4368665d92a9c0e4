"""Which accounts have signed in from this browser before: kept in the browser itself, under the portal's signature.

Each browser has a number of its own, by which attempts from it are counted (a device cookie, as OWASP has it).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

SALT = "accounts.signing_in.known_devices"
COOKIE = "known" if settings.DEMO else "__Host-known"
LASTS = 365 * 24 * 60 * 60
REMEMBERED = 5


def browser_of(request, account: User) -> str:
    """The browser's number if the account has signed in from it before; otherwise nothing."""
    number, marks = _kept_by(request)
    own = _mark_of(account, number)
    return number if any(constant_time_compare(mark, own) for mark in marks) else ""


def browser_for(request, address: str) -> str:
    """The same for whoever has this address; of a browser without a cookie the database is asked nothing."""
    _number, marks = _kept_by(request)
    account = User.objects.filter(email=address).first() if marks else None
    return browser_of(request, account) if account else ""


def remember(request, response, account: User) -> None:
    """The browser is known for a year from now on; of a shared one the last five accounts are."""
    number, marks = _kept_by(request)
    number = number or secrets.token_hex(8)
    own = _mark_of(account, number)
    kept = [own, *(mark for mark in marks if mark != own)][:REMEMBERED]
    response.set_cookie(
        COOKIE,
        signing.dumps([number, *kept], salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept_by(request) -> tuple[str, list[str]]:
    try:
        number, *marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return number, marks


def _mark_of(account: User, number: str) -> str:
    """Says nothing to whoever reads the cookie, fits no other browser, and ends with the password."""
    return salted_hmac(SALT, f"{number} {account.pk} {account.password}", algorithm="sha256").hexdigest()[:32]
