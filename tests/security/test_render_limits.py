"""Texts that would hang or swell without end: the child that prints them is killed.

That the job fails and its worker lives on: tests/faults/test_poison.py."""

import os
import resource
import time
from datetime import date
from pathlib import Path

import pytest

from core.pdf import child, printing
from tests.security.swelling_documents import SWELLING

PAGE = '<html lang="en"><head><title>T</title></head><body><h1>T</h1>{}</body></html>'
ORDER = {"stylesheets": [], "assets": {}, "created": date(2011, 1, 12), "identifier": "T en"}
PATIENCE = 30  # seconds; in service 120
SPENT = {"time": "takes more than 120 seconds", "memory": "more than 2 gigabytes"}


def children() -> set[str]:
    """Processes that were started from this one and live."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_there_are_at_least_fifteen_documents(proof):
    proof("documents without end", len(SWELLING))


@pytest.mark.nightly
@pytest.mark.parametrize("name", SWELLING)
def test_a_text_without_end_is_given_up(name):
    before, began = children(), time.monotonic()
    with pytest.raises((printing.PdfRefused, printing.PdfFailed)):
        printing.render(PAGE.format(SWELLING[name]), **ORDER, wall_seconds=PATIENCE)
    assert time.monotonic() - began < PATIENCE + 15
    assert children() == before
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= child.MEMORY_BYTES


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("name", "limit"),
    [("a cell over a hundred million columns", "memory"), ("flexible boxes in each other", "time")],
)
def test_the_limit_that_ends_it_is_named(name, limit):
    with pytest.raises(printing.PdfRefused, match=SPENT[limit]):
        printing.render(PAGE.format(SWELLING[name]), **ORDER, wall_seconds=4 * PATIENCE)


@pytest.mark.nightly
def test_teeth_without_the_limit_on_memory_it_is_seen_to_swell(tmp_path, monkeypatch):
    """With the limit far above, the same text takes more than it allows, until its time is over."""
    unlimited = "from core.pdf import child; child.MEMORY_BYTES *= 8; child.main()"
    run = printing.subprocess.run
    monkeypatch.setattr(
        printing.subprocess, "run", lambda words, **options: run([words[0], "-c", unlimited, words[-1]], **options)
    )
    with pytest.raises(printing.PdfRefused):
        printing.render(
            PAGE.format(SWELLING["a cell over a hundred million columns"]), **ORDER, wall_seconds=4 * PATIENCE
        )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 > child.MEMORY_BYTES
