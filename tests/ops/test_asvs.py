"""docs/asvs.md: every chosen requirement of the standard has its line, and every line a proof that is there."""

import re
from pathlib import Path

import pytest

from tests.databases import PROJECT

LINE = re.compile(r"\| (V\d+\.\d+\.\d+) \|(.*)\| (.+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
REASONS = ("not here: ", "written: ", "made so: ", "the installation's: ")
# How many requirements of each section are chosen: level 2 of ASVS 5.0.0, with what docs/asvs.md adds of level 3.
CHOSEN = {
    "V1.1": 2, "V1.2": 10, "V1.3": 11, "V1.4": 3, "V1.5": 2, "V2.1": 3, "V2.2": 3, "V2.3": 5, "V2.4": 1, "V3.2": 2,
    "V3.3": 4, "V3.4": 6, "V3.5": 5, "V3.7": 2, "V4.1": 3, "V4.2": 1, "V4.3": 2, "V4.4": 4, "V5.1": 1, "V5.2": 6,
    "V5.3": 2, "V5.4": 3, "V6.1": 3, "V6.2": 12, "V6.3": 4, "V6.4": 4, "V6.5": 5, "V6.6": 3, "V6.8": 4, "V7.1": 3,
    "V7.2": 4, "V7.3": 2, "V7.4": 5, "V7.5": 2, "V7.6": 2, "V8.1": 4, "V8.2": 4, "V8.3": 3, "V8.4": 2, "V9.1": 3,
    "V9.2": 4, "V11.1": 2, "V11.2": 3, "V11.3": 3, "V11.4": 4, "V11.5": 1, "V11.6": 1, "V12.1": 3, "V12.2": 2,
    "V12.3": 4, "V13.1": 1, "V13.2": 5, "V13.3": 2, "V13.4": 5, "V14.1": 2, "V14.2": 4, "V14.3": 3, "V15.1": 3,
    "V15.2": 3, "V15.3": 7, "V15.4": 4, "V16.1": 1, "V16.2": 5, "V16.3": 4, "V16.4": 3, "V16.5": 3,
}  # fmt: skip


def lines(text: str) -> dict[str, str]:
    """The proof of each requirement. A requirement that stands twice is an error."""
    found = LINE.findall(text)
    assert len(found) == len({name for name, _how, _proof in found})
    return {name: proof for name, _how, proof in found}


def complaints(text: str) -> list[str]:
    """Requirements that are missing or of no chosen section, and proofs that are none."""
    proofs = lines(text)
    wanted = {f"{section}.{number}" for section, count in CHOSEN.items() for number in range(1, count + 1)}
    found = [f"{name} is missing" for name in sorted(wanted - set(proofs))]
    found += [f"{name} was not chosen" for name in sorted(set(proofs) - wanted)]
    return found + [f"{name}: {proof}" for name, proof in proofs.items() if not is_proof(proof)]


def is_proof(proof: str) -> bool:
    if proof.startswith(REASONS):
        return True
    named = TEST.fullmatch(proof)
    return bool(named) and f"def {named[2]}(" in (PROJECT / named[1]).read_text(encoding="utf-8")


@pytest.fixture
def page() -> str:
    return Path(PROJECT, "docs/asvs.md").read_text(encoding="utf-8")


def test_every_chosen_requirement_has_a_proof_that_is_there(page, proof):
    assert complaints(page) == []
    proof("requirements of ASVS with a test", sum(bool(TEST.fullmatch(found)) for found in lines(page).values()))


def test_a_missing_line_and_a_test_that_is_not_there_are_noticed(page):
    without = re.sub(r"\| V8\.2\.1 .*\n", "", page).replace(
        "test_the_role_changes_and_deletes", "test_nothing_is_asked"
    )
    assert len(complaints(without)) == 2
