"""How often somebody may try a password or a code (docs/design/security.md#lockout).

Counted in PostgreSQL, one statement each: a count in a cache races, and forgets when the cache is emptied. An attempt
is counted before it is judged, so that no number of clients at once gets more than the limit; whoever was right gets
the attempt back. Accounts that do not exist are counted like others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from core import clock
from core.http import request_context


@dataclass(frozen=True)
class Limit:
    """So many attempts within the time; then closed for as long again."""

    name: str
    attempts: int
    within: timedelta


NETWORK = Limit("network", 30, timedelta(minutes=10))
ACCOUNT = Limit("account", 30, timedelta(hours=1))
ACCOUNT_AND_NETWORK = Limit("pair", 5, timedelta(minutes=15))
LETTERS = Limit("letters", 5, timedelta(hours=1))
# What is good for one time only: a code of an app, accepted in its own half minute and those before and after; a link.
CODE = Limit("code", 1, timedelta(seconds=90))
LINK = Limit("link", 1, timedelta(hours=1))

SWEPT_AT_ONCE = 20
# Moments that have left the window fall away; the attempt that reaches the limit is the last one, and closes the key.
COUNT = """
    INSERT INTO accounts_attempts AS kept (key, moments, closed_until, forgotten_at)
    VALUES (%(key)s, ARRAY[%(now)s], CASE WHEN %(limit)s = 1 THEN %(end)s END, %(end)s)
    ON CONFLICT (key) DO UPDATE SET
        moments = ARRAY(SELECT moment FROM unnest(kept.moments) AS moment WHERE moment > %(since)s) || %(now)s,
        closed_until = CASE
            WHEN (SELECT count(*) FROM unnest(kept.moments) AS moment WHERE moment > %(since)s) + 1 >= %(limit)s
            THEN %(end)s
        END,
        forgotten_at = %(end)s
    WHERE kept.closed_until IS NULL OR kept.closed_until <= %(now)s
    RETURNING closed_until
"""
GIVE_BACK = """
    UPDATE accounts_attempts SET moments = trim_array(moments, 1), closed_until = NULL
    WHERE key = %s AND cardinality(moments) > 0
"""
CLOSED_UNTIL = "SELECT closed_until FROM accounts_attempts WHERE key = %s AND closed_until > %s"
SWEEP = """
    DELETE FROM accounts_attempts WHERE key IN (
        SELECT key FROM accounts_attempts WHERE forgotten_at < %(now)s LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
"""


class Closed(Exception):
    """No attempt is judged now. ``limit`` says which one is reached, ``until`` when it ends."""

    def __init__(self, limit: Limit, until: datetime):
        super().__init__(limit.name)
        self.limit = limit
        self.until = until


@dataclass
class Attempt:
    """One password or code that is being judged."""

    keys: list[str] = field(default_factory=list)
    closes_account: bool = False
    was_right: bool = False


@contextmanager
def attempt(address: str, *, by_link: bool = False) -> Iterator[Attempt]:
    """Judge one password or code of the account with this address; the body sets ``was_right``. Raises Closed.

    ``by_link``: whoever came by a mailed link may type the code also while passwords are closed for the account.
    """
    network = request_context.current().network
    limits = [(NETWORK, network), (ACCOUNT, address), (ACCOUNT_AND_NETWORK, f"{address} {network}")]
    judged = _begin([(limit, what) for limit, what in limits if not (by_link and limit is ACCOUNT)])
    yield judged
    if judged.was_right:
        for key in judged.keys:  # one by one: whoever holds one row and waits for another could wait for ever
            _execute(GIVE_BACK, [key])


def _begin(limits: list[tuple[Limit, str]]) -> Attempt:
    judged = Attempt()
    # Always in one order, so that two attempts never wait for each other; one that is refused leaves no trace.
    with transaction.atomic():
        for limit, what in limits:
            is_last = count(limit, what)
            judged.keys.append(_key(limit, what))
            judged.closes_account |= is_last and limit is ACCOUNT
    _execute(SWEEP, {"now": clock.now(), "most": SWEPT_AT_ONCE})
    return judged


def is_first_use(limit: Limit, what: str) -> bool:
    """Whether this was not used before; of any number of clients at once one gets True."""
    try:
        return count(limit, what)
    except Closed:
        return False


def count(limit: Limit, what: str) -> bool:
    """Count one attempt; True if it was the last one that the limit allows. Raises Closed if there is none left."""
    now = clock.now()
    values = {
        "key": _key(limit, what),
        "limit": limit.attempts,
        "now": now,
        "since": now - limit.within,
        "end": now + limit.within,
    }
    if row := _execute(COUNT, values):
        return row[0] is not None
    raise Closed(limit, closed_until(limit, what) or now)


def closed_until(limit: Limit, what: str) -> datetime | None:
    """When the limit ends that is reached now; None if attempts are left."""
    row = _execute(CLOSED_UNTIL, [_key(limit, what), clock.now()])
    return row[0] if row else None


def _execute(statement: str, values) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def _key(limit: Limit, what: str) -> str:
    """Keyed, so that the table tells nobody who tried to sign in from where."""
    return f"{limit.name}:{salted_hmac('accounts.lockout', what, algorithm='sha256').hexdigest()}"
