"""Sentences with places for figures: a small part of the ICU message format.

``{name}`` prints an argument; ``{name, figure}`` always in figures; ``{name, series}`` in words only if all figures of
the series stay below ten; ``{name, plural, none {…} =0 {…} one {…} other {…}}`` chooses by the number, ``none`` being
"nothing to divide by"; ``{name, select, a {…} other {…}}`` chooses by a word; ``{table:slug}`` refers; ``~`` is a
no-break space. A branch may hold whole sentences, so that no language has to glue fragments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


class MessageError(ValueError):
    """A message that cannot be read, or an argument that it asks for and does not get."""


@dataclass(frozen=True)
class Argument:
    name: str
    style: str = ""


@dataclass(frozen=True)
class Choice:
    name: str
    kind: str  # plural or select
    branches: tuple[tuple[str, tuple[Node, ...]], ...]


Node = str | Argument | Choice
_HEAD = re.compile(r"\{\s*([\w:.-]+)\s*(?:,\s*(\w+)\s*)?")
_BRANCH = re.compile(r"\s*(=?[\w-]+)\s*\{")


@cache
def parse(message: str) -> tuple[Node, ...]:
    """The nodes of a message; ``MessageError`` names the place that cannot be read."""
    nodes, end = _parse(message.replace("~", "\u00a0"), 0)
    if end != len(message):
        raise MessageError(f"a brace too many at {end} in {message!r}")
    return nodes


def _parse(message: str, start: int) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    position = start
    while position < len(message) and message[position] != "}":
        if message[position] != "{":
            following = re.compile(r"[{}]").search(message, position)
            end = following.start() if following else len(message)
            nodes.append(message[position:end])
            position = end
            continue
        node, position = _parse_placeholder(message, position)
        nodes.append(node)
    return tuple(nodes), position


def _parse_placeholder(message: str, start: int) -> tuple[Node, int]:
    head = _HEAD.match(message, start)
    if head is None:
        raise MessageError(f"no name at {start} in {message!r}")
    name, style, position = head.group(1), head.group(2) or "", head.end()
    if style not in ("plural", "select"):
        return Argument(name, style), _closed(message, position)
    branches = []
    if message[position : position + 1] == ",":
        position += 1
    while branch := _BRANCH.match(message, position):
        nodes, position = _parse(message, branch.end())
        position = _closed(message, position)
        branches.append((branch.group(1), nodes))
    if "other" not in dict(branches):
        raise MessageError(f"{name} has no branch 'other' in {message!r}")
    rest = re.compile(r"\s*").match(message, position)
    return Choice(name, style, tuple(branches)), _closed(message, rest.end() if rest else position)


def _closed(message: str, position: int) -> int:
    if message[position : position + 1] != "}":
        raise MessageError(f"a closing brace is missing at {position} in {message!r}")
    return position + 1


def names(nodes: tuple[Node, ...]) -> set[str]:
    """Every argument that the message may print or choose by."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case Argument(name=name):
                found.add(name)
            case Choice(name=name, branches=branches):
                found.add(name)
                for _key, branch in branches:
                    found |= names(branch)
    return found
