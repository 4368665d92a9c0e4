"""How passwords are kept: Argon2id, at a cost that two cores can pay (docs/design/security.md#signing-in)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

from core.errors import Unavailable

# In one process; the web server has one for each core. The rest of its threads answer pages meanwhile.
AT_ONCE = BoundedSemaphore(1)
WAITS_SECONDS = 1.0


class Argon2(Argon2PasswordHasher):
    """The least that OWASP recommends: 19 MiB, two passes, one lane. Hashes made at another cost are renewed."""

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1

    def encode(self, password, salt):
        with turn():
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with turn():
            return super().verify(password, encoded)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn, but not for long: many at once are told to come back rather than piled up."""
    if not AT_ONCE.acquire(timeout=WAITS_SECONDS):
        raise Unavailable
    try:
        yield
    finally:
        AT_ONCE.release()
