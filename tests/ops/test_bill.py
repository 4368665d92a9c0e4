"""The bill of materials: valid CycloneDX that names this version and every package of the lock file."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.local import bill

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


@pytest.fixture
def checkout(place):
    """What the bill is written from, with the packages that are installed here."""
    for name in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, place.root)
    (place.root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return place


def complaint(text: str):
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)


def test_it_is_valid_and_lists_every_pin_of_this_version(checkout):
    path = bill.write(checkout)
    text = path.read_text(encoding="utf-8")
    written = json.loads(text)
    version = bill.read_version(ROOT)

    assert complaint(text) is None
    assert path.name == f"bsp-portal-{version}.cdx.json"
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", bill.SPECIFICATION)
    about = written["metadata"]["component"]
    assert (about["type"], about["name"], about["version"]) == ("application", "bsp-portal", version)
    pins = PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert len(pins) > 20
    assert sorted((part["name"], part["version"]) for part in written["components"]) == sorted(pins)
    assert all(part["externalReferences"][0]["hashes"] for part in written["components"])


def test_the_same_lock_file_gives_the_same_bytes(checkout):
    assert bill.write(checkout).read_bytes() == bill.write(checkout).read_bytes()


def test_a_bill_that_is_not_valid_is_noticed(checkout):
    written = json.loads(bill.write(checkout).read_text(encoding="utf-8"))
    del written["components"][0]["name"]
    assert complaint(json.dumps(written)) is not None
