"""Which accounts have signed in from this browser before: kept in the browser itself, under the portal's signature."""

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "accounts.known_devices"
COOKIE = "known" if settings.DEMO else "__Host-known"
LASTS = 365 * 24 * 60 * 60
REMEMBERED = 5


def is_known(request, account) -> bool:
    return any(constant_time_compare(mark, _mark_of(account)) for mark in _marks(request))


def remember(request, response, account) -> None:
    """The browser is known for a year from now on; of a shared one the last five accounts are."""
    own = _mark_of(account)
    marks = [own, *(mark for mark in _marks(request) if mark != own)][:REMEMBERED]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request) -> list[str]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []


def _mark_of(account) -> str:
    """Says nothing to whoever reads the cookie, and ends with the password."""
    return salted_hmac(SALT, f"{account.pk} {account.password}", algorithm="sha256").hexdigest()[:32]
