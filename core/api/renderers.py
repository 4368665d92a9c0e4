"""How answers of the API are written: JSON, and CSV of the same rows."""

import csv
import io
import re
from datetime import datetime

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from core.http.parameters import refuse_value
from core.lists.exports import SEPARATOR, safe_cell

PART = ":"  # between the parts of one row within a cell
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)  # amounts are text in JSON; a spreadsheet reads them as they are


class JsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)


class CsvRenderer(BaseRenderer):
    """The rows of a page, or one record. A cell names related records by their codes."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        rows = data["results"] if "results" in data else [data]
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(renderer_context["columns"])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
        return ("\ufeff" + file.getvalue()).encode()


def _cell(value):
    text = _in_cell(value)
    return text if isinstance(text, str) and NUMBER.fullmatch(text) else safe_cell(text)


def _in_cell(value):
    """A value as one cell: codes for what is named, parts of a row by colons, several by bars."""
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


class Negotiation(DefaultContentNegotiation):
    """``?format=`` before Accept; a format that is not ours is a wrong parameter."""

    def select_renderer(self, request, renderers, format_suffix=None):
        asked = request.query_params.getlist("format")
        if len(asked) > 1 or not {*asked} <= {renderer.format for renderer in renderers}:
            raise refuse_value("format")
        return super().select_renderer(request, renderers, format_suffix)
