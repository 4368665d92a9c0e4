"""One number: pyproject.toml says it, and whoever asks hears it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
RELEASE = re.compile(r"^## (?:Unreleased|(\d+\.\d+\.\d+) – \d{4}-\d\d-\d\d)$")


def test_page_api_and_command_say_the_same_version(client, db):
    foot = client.get("/").content.decode().split('<footer class="foot"')[1]
    command = [sys.executable, "manage.py", "version"]
    said = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    assert f"Version <bdi>{VERSION}</bdi>" in foot
    assert client.get("/api/v1/schema/").json()["info"]["version"] == VERSION
    assert said.stdout == f"{VERSION}\n"


@pytest.mark.parametrize(("language", "word"), [("ar", "الإصدار"), ("fr", "Version"), ("zh-hans", "版本")])
def test_the_foot_says_it_in_the_reader_s_language(client, db, language, word):
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert f"{word} <bdi>{VERSION}</bdi>" in page


def heads(changes: str) -> list[re.Match | None]:
    return [RELEASE.match(line) for line in changes.splitlines() if line.startswith("## ")]


def newest_release(changes: str) -> str | None:
    """The number of the first section; None while what it says is not released."""
    return heads(changes)[0][1]


def test_the_changes_go_by_release_and_begin_with_this_version():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert all(heads(changes))
    assert newest_release(changes) == (None if ".dev" in VERSION else VERSION)
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev0)?", VERSION)


@pytest.mark.parametrize("head", ["## 0.2.0", "## Version 0.2.0 – 2027-01-15", "## 0.2 – 2027-01-15"])
def test_a_section_without_number_or_date_is_noticed(head):
    assert heads(f"{head}\n") == [None]
    assert newest_release("## 0.2.0 – 2027-01-15\n") == "0.2.0"
