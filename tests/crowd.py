"""Many people at once: threads, each with a connection and transactions of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Barrier

from django.db import connection

# The portal sends away who waits five seconds for a row; on a busy machine the last hands of a test wait longer.
PATIENCE = 120
HANDS = 20  # as many at the same moment; more would wait for a connection, not for each other


def all_at_once(count: int, attempt: Callable[[int], object], *, hands: int = HANDS) -> list:
    """Call ``attempt(number)`` for each number below ``count``; answers what the calls answered or raised."""
    numbers: SimpleQueue = SimpleQueue()
    for number in range(count):
        numbers.put(number)
    start = Barrier(hands)

    def work() -> list:
        outcomes = []
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
        start.wait()
        try:
            while True:
                try:
                    outcomes.append(attempt(numbers.get_nowait()))
                except Empty:
                    return outcomes
                except Exception as refused:
                    outcomes.append(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        working = [pool.submit(work) for _hand in range(hands)]
        outcomes = [outcome for done in working for outcome in done.result()]
    if len(outcomes) != count:
        raise AssertionError(f"{len(outcomes)} of {count} attempts came back.")
    return outcomes
