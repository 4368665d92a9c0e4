"""What tests share stands in modules that say so, not in other tests."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OF_A_TEST = re.compile(r"^\s*(?:from|import) tests\.(?:\w+\.)*test_\w+.*", re.MULTILINE)


def test_no_test_is_imported_by_another_module():
    found = {str(path): OF_A_TEST.findall(path.read_text(encoding="utf-8")) for path in TESTS.rglob("*.py")}
    assert {path: lines for path, lines in found.items() if lines} == {}
