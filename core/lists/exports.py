"""Lists as files. A cell that a spreadsheet would take for a formula gets a leading apostrophe."""

import csv
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse

from core import audit
from core.choices import AccessVerb
from core.http import request_context

FORMULA_SIGNS = frozenset("=+-@\t\r\n")
BEFORE_FORMULA = " \"'“”‘’«»\u00a0\u3000\ufeff\v\f"
SEPARATOR = "|"  # between the values of one cell


@dataclass(frozen=True)
class Column:
    """A column of the file: its name, the same as in the API, and what stands in a row."""

    name: str
    value: Callable[[Any], Any]


class _Echo:
    """A file that gives each written line back instead of keeping it."""

    def write(self, line):
        return line


def safe_cell(value: Any) -> Any:
    """Numbers as they are; text with an apostrophe in front where a spreadsheet would calculate it."""
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        value = SEPARATOR.join(str(item) for item in value)
    text = str(value)
    signs = text.lstrip(BEFORE_FORMULA)[:1]
    # Full-width forms (＝＋－＠) become the plain signs under compatibility normalisation.
    first = unicodedata.normalize("NFKC", signs)
    return f"'{text}" if first in FORMULA_SIGNS and first else text


def csv_response(rows: Iterable, columns: Iterable[Column], name: str, *, reader) -> StreamingHttpResponse:
    """The rows as a CSV file in UTF-8 with a byte order mark, sent line by line.

    The audit keeps how many rows a person who is signed in took (docs/design/security.md#audit).
    """
    columns = list(columns)
    writer = csv.writer(_Echo())
    context = request_context.current()

    def lines():
        count = 0
        try:
            yield "\ufeff" + writer.writerow(column.name for column in columns)
            for row in rows:
                count += 1
                yield writer.writerow(safe_cell(column.value(row)) for column in columns)
        finally:
            if reader.is_authenticated:
                audit.record_access(
                    AccessVerb.LIST_EXPORTED, by=reader, code=name, data={"rows": count}, context=context
                )

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
