"""How much the tests of security and reliability have tried: cells, cases, trials. The numbers can only grow.

A test tells them with the fixture ``proof``; a run of the tests writes them into ``build/security-report.json``. What
was reached before stands in ``tests/security/least.json``: who tries less fails.
"""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LEAST = HERE / "security" / "least.json"
REPORT = HERE.parent / "build" / "security-report.json"
MARK = "proof "


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # the process that started the others
        config.pluginmanager.register(Report())


@pytest.fixture
def proof(record_property):
    """``proof("cells of the access table", 3000)``: so many were tried, and none failed. Told at the end of a test."""
    least = json.loads(LEAST.read_text(encoding="utf-8"))

    def tell(what: str, tried: int) -> None:
        assert what in least, f"{what} has no line in {LEAST.name}"
        assert tried >= least[what], f"{what}: {tried} tried, {least[what]} before"
        record_property(f"{MARK}{what}", tried)

    return tell


class Report:
    """Gathers what the tests of all processes told; the plugin of the process that started them."""

    def __init__(self):
        self.tried: dict[str, int] = {}
        self.failed = 0

    def pytest_runtest_logreport(self, report):
        self.failed += report.failed
        if report.when == "call" and report.passed:
            told = [(name.removeprefix(MARK), count) for name, count in report.user_properties if name.startswith(MARK)]
            for what, count in told:
                self.tried[what] = max(count, self.tried.get(what, 0))

    def pytest_sessionfinish(self):
        if self.tried:
            REPORT.parent.mkdir(exist_ok=True)
            REPORT.write_text(json.dumps(self.content(), indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def content(self) -> dict:
        """Of each: how many were tried, how many failed, and what share can fail at most, at 95 per cent (3/n)."""
        tried = {what: {"tried": n, "failed": 0, "at_most": round(3 / n, 6)} for what, n in self.tried.items()}
        return {"failed_tests": self.failed, "tried": tried}
