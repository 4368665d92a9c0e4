"""
Several ``./bsp`` may run on one checkout. Advisory locks say who is there: the kernel drops them when a process dies,
so a killed run leaves nothing to clean up, and no process id is ever trusted without its lock.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .trouble import say


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def only_one(path: Path, waiting: str) -> Iterator[None]:
    """One at a time; says ``waiting`` if another is there."""
    descriptor = _open(path)
    try:
        if not try_lock(descriptor):
            say(waiting)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class InUse:
    """Held by everyone who needs the servers; the last to leave learns it and stops them."""

    def __init__(self, path: Path):
        self.descriptor = _open(path)
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """True, with the lock now exclusive, if nobody else is there; ``close`` must follow."""
        return try_lock(self.descriptor)

    def close(self) -> None:
        os.close(self.descriptor)


class Seat:
    """The place of the one detached server of a checkout: a file that holds its process id while its lock is held."""

    def __init__(self, path: Path):
        self.path = path
        self.descriptor = -1

    def take(self, text: str) -> bool:
        self.descriptor = _open(self.path)
        if not try_lock(self.descriptor):
            os.close(self.descriptor)
            return False
        os.ftruncate(self.descriptor, 0)
        os.write(self.descriptor, text.encode())
        return True

    def sitting(self) -> str | None:
        """What the holder wrote, or None if the seat is free (whatever an earlier holder left in the file)."""
        if not self.path.exists():
            return None
        descriptor = _open(self.path)
        try:
            if try_lock(descriptor, fcntl.LOCK_SH):
                return None
            return os.read(descriptor, 100).decode()
        finally:
            os.close(descriptor)
