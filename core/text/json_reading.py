"""JSON from outside."""

import json
import re
from typing import Any, NoReturn

DEEPEST = 20
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def read_json(text: str) -> Any:
    """The value of a text that anybody may have sent.

    Raises ValueError for what is no JSON, for a name that an object has twice, for more than 20 levels, and for what no
    text of the database can hold: a NUL or half a character.
    """
    if _depth(text) > DEEPEST:
        raise ValueError("The JSON is nested too deeply.")
    found = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    written = json.dumps(found, ensure_ascii=False)
    written.encode()  # raises UnicodeEncodeError, which is a ValueError
    if "\\u0000" in written.replace("\\\\", ""):
        raise ValueError("The JSON holds a NUL.")
    return found


def _depth(text: str) -> int:
    """How deep it is nested, counted before the parser meets it."""
    deepest = depth = 0
    for sign in re.findall(r"[\[{\]}]", STRING.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("An object of the JSON has a name twice.")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON.")
