"""What tests of the limits share."""

import time
from types import SimpleNamespace

from core.limits import counters, rates


def count_alone(monkeypatch) -> None:
    """Requests are counted in a minute of this test's own, in which no other test counts."""
    minute = time.time_ns() // 1000
    clock = SimpleNamespace(time=lambda: float(minute * counters.WINDOW_SECONDS))
    monkeypatch.setattr(rates, "time", clock)
    monkeypatch.setattr(counters, "_silent_until", 0.0)
