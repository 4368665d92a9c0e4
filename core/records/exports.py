"""Lists as files. A cell that a spreadsheet would take for a formula gets a leading apostrophe."""

import csv
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.serializers import BaseSerializer, DecimalField

from core import audit
from core.choices import AccessVerb
from core.http import request_context
from core.limits.stored import stored_for_visitors

FORMULA_SIGNS = frozenset("=+-@\t\r\n")
BEFORE_FORMULA = " \"'“”‘’«»\u00a0\u3000\ufeff\v\f"
SEPARATOR = "|"  # between the values of one cell
LARGEST_SHARED = 1_000_000  # characters
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
    request, rows: Iterable[Mapping[str, Any]], names: Sequence[str], name: str, *, amounts: Collection[str] = ()
) -> StreamingHttpResponse:
    """The rows, each a value for each of the names, as a CSV file in UTF-8 with a byte order mark, sent line by line.

    The audit keeps how many rows a person who is signed in took (docs/design/security.md#audit).
    """
    lines = _written(rows, names, amounts)
    return StreamingHttpResponse(
        _noted(lines, request.user, name) if request.user.is_authenticated else _shared(lines, request),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _written(rows, names, amounts) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(names)
    for row in rows:
        yield writer.writerow(cells(row, amounts))


def _noted(lines: Iterator[str], reader, name: str) -> Iterator[str]:
    """The lines; the audit is told how many rows were sent, also where the reader went away before the end."""
    context = request_context.current()

    def sent():
        count = -1  # the head is no row
        try:
            for line in lines:
                count += 1
                yield line
        finally:
            rows = max(count, 0)
            audit.write_access(AccessVerb.LIST_EXPORTED, by=reader, code=name, data={"rows": rows}, context=context)

    return sent()


def _shared(lines: Iterator[str], request) -> Iterable[str]:
    """The lines; a small file is read once for all visitors who ask for it within some seconds."""
    begun: list[str] = []

    def read() -> str | None:
        size = 0
        for line in lines:
            begun.append(line)
            size += len(line)
            if size > LARGEST_SHARED:
                return None
        return "".join(begun)

    whole = stored_for_visitors(request, read)
    return chain(begun, lines) if whole is None else [whole]
