"""What stands in the tree of the report, read as words."""

from __future__ import annotations

from reports.document import DraftDecision, Footnote, Paragraph, Reference, Table, walk_blocks
from reports.references import build_index, resolve


def holders(document):
    """Every list of inlines of the document."""
    for block in walk_blocks(document):
        match block:
            case Paragraph():
                pending = [block]
                while pending:
                    part = pending.pop()
                    yield part.inlines
                    pending += part.children
            case DraftDecision():
                yield block.opening
                yield from [*block.preamble, *block.operative]
            case Table():
                for row in [*block.rows, *filter(None, [block.total])]:
                    yield from (cell.inlines for cell in row.cells)


def all_inlines(document):
    for inlines in holders(document):
        for inline in inlines:
            yield inline
            if isinstance(inline, Footnote):
                yield from inline.inlines


def words(inlines, document):
    index = build_index(document)
    return "".join(
        resolve(index, inline).label if isinstance(inline, Reference) else getattr(inline, "text", "")
        for inline in inlines
    )


def paragraph(document, slug):
    (found,) = [b for b in walk_blocks(document) if isinstance(b, Paragraph) and b.slug == slug]
    return words(found.inlines, document)


def table(document, slug):
    (found,) = [b for b in walk_blocks(document) if isinstance(b, Table) and b.slug == slug]
    return found


def cells(row):
    return ["".join(getattr(inline, "text", "") for inline in cell.inlines) for cell in row.cells]


def notes(document):
    return [words(inline.inlines, document) for inline in all_inlines(document) if isinstance(inline, Footnote)]
