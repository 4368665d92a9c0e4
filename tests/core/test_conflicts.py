"""Two texts side by side: what is marked, in which scripts, and at which cost."""

import time

import pytest

from core.forms.conflicts import compare


def marked(pieces):
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("yours", "saved", "left", "right"),
    [
        ("", "Farmers.", "", "[Farmers.]"),
        ("Know the seas.", "Know the lakes.", "Know the [seas].", "Know the [lakes]."),
        ("了解河流的水质。", "了解湖泊的水质。", "了解[河流]的水质。", "了解[湖泊]的水质。"),
        ("مياه الأنهار", "مياه البحيرات", "مياه [الأنهار]", "مياه [البحيرات]"),
        ("one two three", "one three", "one [two ]three", "one three"),
    ],
)
def test_the_words_that_differ_are_marked(yours, saved, left, right):
    mine, theirs = compare(yours, saved)
    assert (marked(mine), marked(theirs)) == (left, right)


def test_long_texts_are_compared_at_once_whatever_stands_in_them():
    started = time.monotonic()
    for word in ("a ", "a b ", "".join(f"w{number} " for number in range(99))):
        text = word * (20_000 // len(word))
        mine, theirs = compare(f"x {text} y", f"z {text[::-1]} v")
        assert "".join(piece.text for piece in mine) == f"x {text} y"
        assert "".join(piece.text for piece in theirs) == f"z {text[::-1]} v"
    assert time.monotonic() - started < 5
