"""Cells of files."""

import pytest

from core.records.exports import safe_cell


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t1", "\r1", "\n1", " =1", "\u00a0=1", "“=1", "''=1", "＝1", "﹢1"]
)
def test_text_that_could_be_a_formula_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1, 0, 2.5])
def test_numbers_stay_numbers(value):
    assert safe_cell(value) == value


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), ("", ""), (["a", "b"], "a|b"), (["=a", "b"], "'=a|b"), (True, "True")]
)
def test_other_values_become_text(value, cell):
    assert safe_cell(value) == cell
