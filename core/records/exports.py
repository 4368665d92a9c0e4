"""Lists as files. A cell that a spreadsheet would take for a formula gets a leading apostrophe."""

import csv
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.serializers import BaseSerializer, DecimalField

from core import audit
from core.choices import AccessVerb
from core.http import request_context

FORMULA_SIGNS = frozenset("=+-@\t\r\n")
BEFORE_FORMULA = " \"'“”‘’«»\u00a0\u3000\ufeff\v\f"
SEPARATOR = "|"  # between the values of one cell
PART = ":"  # between the parts of one row within a cell


class _Echo:
    """A file that gives each written line back instead of keeping it."""

    def write(self, line):
        return line


def amounts_in(serializer: type[BaseSerializer]) -> set[str]:
    """The fields that hold amounts: text in JSON, which a spreadsheet may read as the numbers they are."""
    return {name for name, field in serializer().fields.items() if isinstance(field, DecimalField)}


def cells(row: Mapping[str, Any], amounts: Collection[str] = ()) -> list:
    """A row of an answer of the API as cells: codes for what is named, colons within a row, bars between."""
    return [_in_cell(value) if name in amounts else safe_cell(_in_cell(value)) for name, value in row.items()]


def _in_cell(value):
    if isinstance(value, list | tuple):
        return SEPARATOR.join(str(_in_cell(item)) for item in value)
    if isinstance(value, dict):
        if value.keys() == {"code", "name"}:
            return value["code"]
        return PART.join(str(_in_cell(item)) for item in value.values())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return "" if value is None else value


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


def csv_response(
    rows: Iterable[Mapping[str, Any]], names: Sequence[str], name: str, *, reader, amounts: Collection[str] = ()
) -> StreamingHttpResponse:
    """The rows, each a value for each of the names, as a CSV file in UTF-8 with a byte order mark, sent line by line.

    The audit keeps how many rows a person who is signed in took (docs/design/security.md#audit).
    """
    writer = csv.writer(_Echo())
    context = request_context.current()

    def lines():
        count = 0
        try:
            yield "\ufeff" + writer.writerow(names)
            for row in rows:
                count += 1
                yield writer.writerow(cells(row, amounts))
        finally:
            if reader.is_authenticated:
                audit.write_access(
                    AccessVerb.LIST_EXPORTED, by=reader, code=name, data={"rows": count}, context=context
                )

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
