"""How often somebody may try a password or a code, or ask for a letter (docs/design/security.md#lockout).

Counted in PostgreSQL, one statement each: a count in a cache races, and forgets when the cache is emptied. An attempt
is counted before it is judged, so that no number of clients at once gets more than the limit; whoever was right gets
the attempt back. Accounts that do not exist are counted like others. Who is counted by what: ``callers``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from core import clock
from core.errors import Unavailable


@dataclass(frozen=True)
class Limit:
    """So many attempts within the time; then closed for as long again."""

    name: str
    attempts: int
    within: timedelta

    def of(self, *what: str) -> "Counter":
        """What is counted together: an account's address always comes first."""
        return Counter(self, what)


# Passwords and codes of strangers.
NETWORK = Limit("network", 30, timedelta(minutes=10))
ACCOUNT = Limit("account", 30, timedelta(hours=1))
ACCOUNT_AND_NETWORK = Limit("pair", 5, timedelta(minutes=15))
# Passwords and codes of one account by whom the portal knows: a browser, a living session, the reader of a letter.
DEVICE = Limit("device", 5, timedelta(minutes=15))
SESSION = Limit("session", 5, timedelta(minutes=15))
BY_LINK = Limit("by-link", 5, timedelta(minutes=15))
# Letters of one kind that went to an account; it is the worker that counts them.
LETTERS = Limit("letters", 5, timedelta(hours=1))
# Wishes for letters, by who asks: a browser that the account knows, or a stranger.
LETTERS_FOR_DEVICE = Limit("letters-device", 5, timedelta(hours=1))
LETTERS_FROM_HERE = Limit("letters-pair", 5, timedelta(hours=1))
LETTERS_FOR_CLIENT = Limit("letters-client", 10, timedelta(hours=1))
LETTERS_FOR_NETWORK = Limit("letters-network", 30, timedelta(hours=1))
# Invitations, by the address they go to and by the person who sends them.
INVITATIONS = Limit("invitations", 5, timedelta(hours=1))
INVITATIONS_BY = Limit("invitations-by", 60, timedelta(hours=1))
# What is good for one time only: a code of an app, accepted in its own half minute and those before and after; a link.
CODE = Limit("code", 1, timedelta(seconds=90))
LINK = Limit("link", 1, timedelta(hours=1))

AT_SIGN_IN = (NETWORK, ACCOUNT, ACCOUNT_AND_NETWORK, DEVICE, BY_LINK)
FOR_LETTERS = (LETTERS_FOR_DEVICE, LETTERS_FROM_HERE, LETTERS_FOR_CLIENT, LETTERS_FOR_NETWORK)
# What ends when the operator opens an account again. Their keys begin with the account's address.
OF_ACCOUNT = (ACCOUNT, ACCOUNT_AND_NETWORK, DEVICE, SESSION, BY_LINK, LETTERS, LETTERS_FOR_DEVICE, LETTERS_FROM_HERE)

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
FORGET = "DELETE FROM accounts_attempts WHERE key = ANY(%s) OR key LIKE ANY(%s)"
SWEEP = """
    DELETE FROM accounts_attempts WHERE key IN (
        SELECT key FROM accounts_attempts WHERE forgotten_at < %(now)s LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
"""


@dataclass(frozen=True)
class Counter:
    """What is counted together under one limit."""

    limit: Limit
    what: tuple[str, ...]

    @property
    def key(self) -> str:
        """Keyed, so that the table tells nobody who tried to sign in from where."""
        return ":".join([self.limit.name, *map(_hidden, self.what)])


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
def attempt(counters: Sequence[Counter]) -> Iterator[Attempt]:
    """Judge one password or code; the body sets ``was_right``. Raises Closed."""
    judged = _begin(counters)
    try:
        yield judged
    except Unavailable:
        _give_back(judged)
        raise
    if judged.was_right:
        _give_back(judged)


def _begin(counters: Sequence[Counter]) -> Attempt:
    judged = Attempt()
    # Always in one order, so that two attempts never wait for each other; one that is refused leaves no trace.
    with transaction.atomic():
        for counter in counters:
            is_last = count(counter)
            judged.keys.append(counter.key)
            judged.closes_account |= is_last and counter.limit is ACCOUNT
    _execute(SWEEP, {"now": clock.now(), "most": SWEPT_AT_ONCE})
    return judged


def _give_back(judged: Attempt) -> None:
    for key in judged.keys:  # one by one: whoever holds one row and waits for another could wait for ever
        _execute(GIVE_BACK, [key])


def allows(counter: Counter) -> bool:
    """Count one more if the limit allows it; of any number of clients at once as many get True as it says."""
    try:
        count(counter)
    except Closed:
        return False
    return True


def count(counter: Counter) -> bool:
    """Count one attempt; True if it was the last one that the limit allows. Raises Closed if there is none left."""
    now, limit = clock.now(), counter.limit
    values = {
        "key": counter.key,
        "limit": limit.attempts,
        "now": now,
        "since": now - limit.within,
        "end": now + limit.within,
    }
    if row := _execute(COUNT, values):
        return row[0] is not None
    raise Closed(limit, closed_until(counter) or now)


def closed_until(counter: Counter) -> datetime | None:
    """When the limit ends that is reached now; None if attempts are left."""
    row = _execute(CLOSED_UNTIL, [counter.key, clock.now()])
    return row[0] if row else None


def forget(*limits: Limit, address: str) -> bool:
    """What these limits have counted of the account with this address is gone; whether there was something."""
    keys = [limit.of(address).key for limit in limits]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [keys, [f"{key}:%" for key in keys]])
        return cursor.rowcount > 0


def _execute(statement: str, values) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def _hidden(what: str) -> str:
    return salted_hmac("accounts.lockout", what, algorithm="sha256").hexdigest()[:32]
