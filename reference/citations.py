"""Citations of a record sorted for its page: those of the whole, and those of single fields."""

import re

from django.core.exceptions import FieldDoesNotExist

from core.choices import Certainty

# A term of the documents' vocabularies, as in ``awaiting_council_decision``.
TERM = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def split_citations(record):
    """``citations`` of the record as a whole, ``field_citations`` with what each place says of one field, and
    ``uncertain``, in words, for fields that are not printed anywhere.

    Needs the record's sources prefetched with their documents.
    """
    whole, of_fields = [], []
    for citation in record.sources.all():
        if citation.field:
            citation.field_label = _label(record, citation.field)
            citation.words = citation.value.replace("_", " ") if TERM.fullmatch(citation.value) else citation.value
            of_fields.append(citation)
        else:
            whole.append(citation)
    of_fields.sort(key=lambda citation: citation.field)
    return {
        "citations": whole,
        "field_citations": of_fields,
        "uncertain": {
            citation.field: citation.get_certainty_display()
            for citation in of_fields
            if citation.certainty != Certainty.PRINTED
        },
    }


def _label(record, field):
    """The field's name in words; a name of the documents that is no column is shown as it is."""
    try:
        found = record._meta.get_field(field)
    except FieldDoesNotExist:
        return field.replace("_", " ")
    return getattr(found, "verbose_name", field.replace("_", " "))
