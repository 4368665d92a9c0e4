"""How code lists and citations stand in a cell of a file: codes, not words."""

from core.lists.exports import SEPARATOR


def keys(relation):
    """The codes of a relation's records, for a column."""
    return lambda record: SEPARATOR.join(str(related.pk) for related in getattr(record, relation).all())


def source_places(record):
    """Document and paragraph of each citation of the record as a whole."""
    return SEPARATOR.join(
        ", ".join(filter(None, [citation.document.label, citation.paragraph]))
        for citation in record.sources.all()
        if not citation.field
    )
