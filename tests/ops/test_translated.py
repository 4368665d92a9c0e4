"""The catalogues know every text of the code; whoever uses the chain or a public page reads it in their language."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["ar", "es", "fr", "ru", "zh_Hans"]
APPS = "core reference accounts partners needs exchange projects governance reports bsp_portal".split()
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Still in English: what the secretariat reads while it makes the council report. The number may only fall.
LATER = ("reports/", "templates/reports/")
LEFT = 318


@cache
def texts_of_the_code() -> frozenset[str]:
    """The original of every text that is marked for translation; of plurals the singular."""
    sources = [(path, path.read_bytes()) for app in APPS for path in (ROOT / app).rglob("*.py")]
    for path in (ROOT / "templates").rglob("*.*"):
        marked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Python's own reader stumbles over indentation, which means nothing here.
        sources.append((path, re.sub(r"^\s+", "", marked, flags=re.MULTILINE).encode()))
    texts = set()
    for _path, source in sources:
        for _line, found, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
            text = found if isinstance(found, str) else found[1 if context else 0]
            texts.add(text)
    return frozenset(texts)


def catalogue(language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def is_translated(message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings) and not message.fuzzy


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_knows_every_text_of_the_code(language):
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)}
    assert sorted(texts_of_the_code() - known - {""}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_chain_and_everything_public_is_translated(language):
    left = [
        message.id
        for message in catalogue(language)
        if not is_translated(message) and not all(place.startswith(LATER) for place, _line in message.locations)
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_in_english_only_falls(language):
    left = sum(not is_translated(message) for message in catalogue(language))
    assert left == LEFT, "Fewer is good: then write the smaller number here. More is not."
