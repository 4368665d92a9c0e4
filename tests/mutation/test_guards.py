"""No guard of the portal can be switched off unnoticed. By night each is, in turn; who noticed stands in
``build/guards.json``.
"""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.databases import PROJECT
from tests.mutation.guards import FUNCTIONS, Guard, guards

GUARDS = {guard.name: guard for guard in guards()}
LEDGER = PROJECT / "build" / "guards.json"
FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
# Guards behind which stands another one that says the same; each with the other one's name.
SECOND_WALLS: dict[str, str] = {}


def noticed_by(guard: Guard) -> str:
    """The test that fails without this guard; empty if none does."""
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "tests.mutation.plugin"]
    words += ["-p", "no:cacheprovider", "--no-header", *guard.tests]
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        words, cwd=PROJECT, env=environment | {"BSP_GUARD": guard.name}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout[-3000:] + done.stderr[-2000:]
    found = FAILED.search(done.stdout) or re.search(r"^ERROR (\S+)", done.stdout, re.MULTILINE)
    return found[1] if found else ""


def keep(name: str, killer: str) -> None:
    """One line of the ledger; guards are tried one after another."""
    LEDGER.parent.mkdir(exist_ok=True)
    known = json.loads(LEDGER.read_text()) if LEDGER.exists() else {}
    LEDGER.write_text(json.dumps(known | {name: killer}, indent=1, sort_keys=True))


def test_every_guard_has_a_name_of_its_own_and_tests_that_are_there(proof):
    assert len(GUARDS) == len(guards())
    proof("guards that are switched off by night", len(GUARDS))
    assert {path for guard in GUARDS.values() for path in guard.tests if not (PROJECT / path).exists()} == set()


def test_a_guard_that_is_off_is_noticed():
    """One of them at every check, so that the mutation itself is known to work."""
    assert next(iter(FUNCTIONS)) == "core.records.exports.safe_cell"
    assert noticed_by(GUARDS["core.records.exports.safe_cell"]).startswith("tests/core/test_exports.py")


@pytest.mark.nightly
@pytest.mark.parametrize("name", GUARDS)
def test_no_guard_is_switched_off_unnoticed(name):
    killer = noticed_by(GUARDS[name])
    keep(name, killer or f"second wall: {SECOND_WALLS.get(name, '')}")
    assert killer or name in SECOND_WALLS
