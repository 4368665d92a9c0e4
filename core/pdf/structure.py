"""Reading the structure tree of a tagged PDF: shared by the finishing pass and the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Element:
    """One structure element with the tags above it, outermost first."""

    node: pikepdf.Dictionary
    tag: str
    above: tuple[str, ...]


def kids(node: pikepdf.Object) -> list[Any]:
    found = node.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """All structure elements in reading order. Walks without recursion: a damaged tree may be deep."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting: list[tuple[pikepdf.Object, tuple[str, ...]]]
    waiting = [(node, ()) for node in reversed(kids(root))] if root is not None else []
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            continue
        tag = str(node.S).removeprefix("/")
        yield Element(node, tag, above)
        waiting.extend((kid, (*above, tag)) for kid in reversed(kids(node)))


def marks_in_tree(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """Object number of each page to the marked-content numbers that the tree reaches on it."""
    marks: dict[tuple[int, int], set[int]] = defaultdict(set)
    for element in elements(pdf):
        for kid in kids(element.node):
            if isinstance(kid, int):
                marks[element.node.Pg.objgen].add(int(kid))
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.MCR:
                page = kid.Pg if "/Pg" in kid else element.node.Pg
                marks[page.objgen].add(int(kid.MCID))
    return marks


def mark_number(operands) -> int | None:
    """The marked-content number of a BDC operator, or None."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


def parent_tree(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    """Key (StructParents or StructParent) to what the tree holds under it; the flat tree that WeasyPrint writes."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.get("/Nums", pikepdf.Array())
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
