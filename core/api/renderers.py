"""How answers of the API are written: JSON, and CSV of the same rows."""

import csv
import io

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from core.http.parameters import refuse_value
from core.records.exports import amounts_in, cells


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
        amounts = amounts_in(renderer_context["view"].serializer_class)
        writer.writerows(cells(row, amounts) for row in rows)
        return ("\ufeff" + file.getvalue()).encode()


class Negotiation(DefaultContentNegotiation):
    """``?format=`` before Accept; a format that is not ours is a wrong parameter."""

    def select_renderer(self, request, renderers, format_suffix=None):
        asked = request.query_params.getlist("format")
        if len(asked) > 1 or not {*asked} <= {renderer.format for renderer in renderers}:
            raise refuse_value("format")
        return super().select_renderer(request, renderers, format_suffix)
