"""The worked examples of CONTRIBUTING still fit the code, and stay as short as they promise to be."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
# What a change of this kind may touch at most, in files of code; words, templates and tests come on top.
MOST_FILES = {"a-field": 5, "an-act": 7, "a-list": 9}


def code_files(patch: str) -> list[str]:
    touched = re.findall(r"^\+\+\+ b/(\S+)$", patch, flags=re.MULTILINE)
    return [path for path in touched if path.endswith(".py") and not path.startswith("tests/")]


@pytest.mark.parametrize("name", MOST_FILES)
def test_an_example_still_applies(name):
    check = ["git", "apply", "--check", "--whitespace=nowarn", str(EXAMPLES / f"{name}.patch")]
    answer = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(("name", "most"), MOST_FILES.items())
def test_an_example_touches_few_files(name, most):
    files = code_files((EXAMPLES / f"{name}.patch").read_text(encoding="utf-8"))
    assert 0 < len(files) <= most, files
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"docs/examples/{name}.patch" in contributing
