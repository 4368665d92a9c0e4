"""JSON from outside: what is taken, and what is refused before it can harm the reader or the database."""

import json

import pytest

from core.text.json_reading import DEEPEST, read_json


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    "value",
    [None, True, 7, -1.5e3, "", "a\n\"b\\", "наука 水", [], {}, {"a": [{"a": 1}, {"a": 2}]}, "\\u0000", "[" * 100],
)  # fmt: skip
def test_lawful_json_is_read(value):
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False)) == value


def test_twenty_levels_are_read_and_one_more_is_not():
    assert json.dumps(read_json(nested(DEEPEST))) == nested(DEEPEST)
    with pytest.raises(ValueError, match="nested"):
        read_json(nested(DEEPEST + 1))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "a", "[1,]", "{'a': 1}", '"a', "[" * 200_000, '{"a":' * 200_000, nested(5_000),
        '["' + "[" * 9 + '"]]', "1" * 5_000, '{"a": 1, "a": 2}', '[{"b": {"a": 1, "a": 1}}]', "NaN", "[Infinity]",
        "-Infinity", "\0", '"\0"', '"a\\u0000b"', '{"\\u0000": 1}', '"\\\\\\u0000"', '"\\ud800"', '{"\\udfff": 1}',
        "\ufeff1",
    ],  # fmt: skip
)  # fmt: skip
def test_everything_else_is_refused_in_one_way(text):
    with pytest.raises(ValueError, match="."):
        read_json(text)
