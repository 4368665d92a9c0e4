"""The frozen content: one canonical form, one digest, and no snapshot whose figures do not add up."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from reports.facts import FactError, to_json
from reports.snapshot_format import (
    TERMS_FILE,
    FiguresDoNotAddUp,
    canonical_json,
    default_terms,
    digest,
    empty_snapshot,
    make_snapshot,
)
from tests.reports.golden import GOLDEN

ORDER = empty_snapshot()["report"]
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest({"b": 1, "a": ["x", None]}) == digest({"a": ["x", None], "b": 1})
    assert canonical_json({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'.encode()


def test_the_digest_survives_storing_as_json():
    frozen = make_snapshot(ORDER, to_json(GOLDEN))
    assert digest(json.loads(json.dumps(frozen))) == digest(frozen)
    assert digest(make_snapshot(ORDER, to_json(GOLDEN))) == digest(frozen)


def test_a_float_never_enters():
    with pytest.raises(TypeError, match=r"snapshot.settings.share\[0\] is a float"):
        canonical_json({"settings": {"share": [0.35]}})


def test_figures_are_stored_with_their_records():
    figures = make_snapshot(ORDER, to_json(GOLDEN))["figures"]
    assert figures["M6"] == {
        "value": "75.0",
        "decimals": 1,
        "unit": "percent",
        "records": ["r1", "r2", "r4"],
        "base": ["r1", "r2", "r4", "r5"],
    }
    assert figures["M22c|fund=environment_fund"]["cents"] == 2_490_000_000


def test_what_happened_after_the_reference_date_is_not_frozen():
    requests = make_snapshot(ORDER, to_json(GOLDEN))["facts"]["requests"]
    assert {record["code"]: record["completed_on"] for record in requests}["r4"] is None
    assert "r8" not in {record["code"] for record in requests}  # a test record


def test_a_snapshot_whose_figures_do_not_add_up_is_not_made():
    with pytest.raises(FiguresDoNotAddUp, match="there are 30 reforms"):
        make_snapshot(ORDER, to_json(replace(GOLDEN, reforms=())))


def test_facts_of_a_wrong_shape_are_not_frozen():
    with pytest.raises(FactError):
        make_snapshot(ORDER, {"requests": [{"code": "r1"}]})


def test_fixed_terms_are_complete_in_six_languages():
    terms = default_terms()
    assert len(terms) == 52
    for key, texts in terms.items():
        missing = {"en"} if key == "language-line" else set()
        assert set(texts) == LANGUAGES - missing, key
        assert all(text and text == text.strip() for text in texts.values()), key


def test_every_fixed_term_says_how_well_it_is_attested():
    with TERMS_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["evidence"] for row in rows} == {"V", "S", "K"}
    keys = [(row["term_key"], row["lang"]) for row in rows]
    assert len(keys) == len(set(keys))
    marks = {key: row["evidence"] for key, row in zip(keys, rows, strict=True)}
    assert marks["united-nations", "zh"] == "S"
    assert marks["summary", "ar"] == "K"
    assert marks["summary", "en"] == "V"


def test_the_office_holder_has_two_genders():
    feminine = default_terms()["report-of-the-executive-director-f"]
    assert feminine["fr"] == "Rapport de la Directrice exécutive"
    assert feminine["en"] == "Report of the Executive Director"
