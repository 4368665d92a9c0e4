"""Anchors and labels of everything that can be referred to, from the numbers that the tree carries."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import BarChart, Document, Paragraph, Reference, Table, TileMap, walk_blocks
from reports.terms import TERMS, Terms


class UnresolvedReference(Exception):
    """The text refers to a slug that the document does not hold, or that bears no number."""


@dataclass(frozen=True)
class Target:
    """Where a reference leads: the id in the page, and its words, for example "table 1" with a no-break space."""

    anchor: str
    label: str


Index = dict[tuple[str, str], Target]


def build_index(document: Document) -> Index:
    """Every target of the numbered document, by kind and slug."""
    terms = TERMS[document.language]
    index: Index = {}
    _add_sections(index, document.sections, terms, level=1, signs=())
    for annex in document.annexes:
        if annex.number:
            label = terms.annex_reference.format(terms.counted_numeral(annex.number))
            index["annex", annex.slug] = Target(f"annex-{annex.slug}", label)
    for block in walk_blocks(document):
        match block:
            case Paragraph(number=int(number)):
                index["para", block.slug] = Target(f"para-{block.slug}", terms.para_reference.format(number))
            case Table(number=int(number)):
                index["table", block.slug] = Target(f"table-{block.slug}", terms.table_reference.format(number))
            case BarChart(number=int(number)) | TileMap(number=int(number)):
                label = terms.figure_reference.format(terms.counted_numeral(number))
                index["figure", block.slug] = Target(f"figure-{block.slug}", label)
    return index


def _add_sections(index: Index, sections, terms: Terms, *, level: int, signs: tuple[str, ...]) -> None:
    for section in sections:
        if not section.number:
            continue
        path = (*signs, terms.section_numerals[level - 1](section.number))
        label = terms.section_reference.format(".".join(path))
        index["section", section.slug] = Target(f"section-{section.slug}", label)
        _add_sections(index, section.sections, terms, level=level + 1, signs=path)


def resolve(index: Index, reference: Reference) -> Target:
    try:
        return index[reference.kind, reference.slug]
    except KeyError:
        raise UnresolvedReference(f"{reference.kind}:{reference.slug}") from None
