"""How the API describes itself (OpenAPI 3.1).

drf-spectacular finds the fields; here it is told of lists, filters, formats and problems.
"""

import django_filters as filters
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from core.api.problems import KINDS
from core.api.viewsets import LARGEST_PAGE, PAGE_SIZE
from core.records.filters import LONGEST_SEARCH, OneOfChoices, OneOfRecords

PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "enum": [f"/problems/{name}" for name in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
    },
    "required": ["type", "title", "status"],
}
LINK = {"type": ["string", "null"], "format": "uri"}


class ResourceSchema(AutoSchema):
    """Describes one resource."""

    def get_tags(self):
        return [self.view.basename]

    def get_operation_id(self):
        return f"{self.view.basename}_{'list' if self._is_list else 'read'}"

    def get_description(self):
        return " ".join((type(self.view).__doc__ or "").split())

    @property
    def _is_list(self) -> bool:
        return self.view.action == "list"

    def get_override_parameters(self):
        fields = list(self.view.serializer_class.Meta.fields)
        parameters = [
            _parameter(
                "fields",
                {"type": "array", "items": {"type": "string", "enum": fields}, "minItems": 1, "uniqueItems": True},
                "Only these fields, separated by commas.",
                explode=False,
            ),
            _parameter(
                "format", {"type": "string", "enum": ["json", "csv"]}, "Takes precedence over the Accept header."
            ),
        ]
        if self._is_list:
            parameters += [*self._of_lists(), *self._of_filters()]
        return parameters

    def _of_lists(self):
        orders = [sign + name for name in self.view.orders for sign in ("", "-")]
        described = {
            "cursor": ({"type": "string", "minLength": 1}, "Taken from next or previous of another page."),
            "page_size": (
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                f"Records per page, at most {LARGEST_PAGE}.",
            ),
            "count": ({"type": "string", "enum": ["true", "false"]}, "Adds the number of all matching records."),
            "ordering": (
                {"type": "string", "enum": orders, "default": orders[0]},
                "A minus sign before the name reverses the order.",
            ),
            "updated_since": (
                {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
                "Only records changed at or after this moment.",
            ),
        }
        return [_parameter(name, *described[name]) for name in self.view.list_parameters()]

    def _of_filters(self):
        if self.view.filterset_class is None:
            return []
        return [
            _parameter(name, _values_of(one), str(one.label or ""))
            for name, one in self.view.filterset_class.base_filters.items()
        ]

    def _get_response_bodies(self, direction="response"):
        row = self.resolve_serializer(self.view.serializer_class, direction).ref
        if self._is_list:
            row = {
                "type": "object",
                "properties": {
                    "next": LINK,
                    "previous": LINK,
                    "count": {"type": "integer", "description": "Only with count=true."},
                    "is_count_estimate": {"type": "boolean", "description": "Counts above 10,000 are estimates."},
                    "results": {"type": "array", "items": row, "maxItems": LARGEST_PAGE},
                },
                "required": ["next", "previous", "results"],
            }
        bodies = {
            "200": {
                "description": "The records." if self._is_list else "The record.",
                "headers": {
                    "ETag": {
                        "schema": {"type": "string"},
                        "description": "Send it as If-None-Match to ask whether anything has changed.",
                    }
                },
                "content": {"application/json": {"schema": row}, "text/csv": {"schema": {"type": "string"}}},
            },
            "304": {"description": "Nothing has changed."},
        }
        return bodies | {str(kind.status): _problem(kind) for kind in KINDS.values()}

    def get_auth(self):
        return [{"token": []}] if not self.view.is_public else [{}, {"token": []}]


def _parameter(name, schema, description, **options):
    return OpenApiParameter(name, schema, description=description, **options)


def _values_of(one) -> dict:
    """What a filter takes; like an empty control of a form, an empty parameter asks for nothing."""
    if isinstance(one, OneOfChoices):
        return {"type": "array", "items": _one_or_nothing(one.extra["choices"])}
    if isinstance(one, OneOfRecords):
        return {"type": "array", "items": {"type": "string"}, "description": "Codes."}
    if isinstance(one, filters.ChoiceFilter):
        return _one_or_nothing(one.extra["choices"])
    if isinstance(one, filters.NumberFilter):
        number = {"type": "integer", "minimum": one.extra.get("min_value"), "maximum": one.extra.get("max_value")}
        return {"anyOf": [number, {"const": ""}]}
    return {"type": "string", "maxLength": LONGEST_SEARCH}


def _one_or_nothing(choices) -> dict:
    return {"type": "string", "enum": ["", *(code for code, _label in choices if code)]}


def _problem(kind) -> dict:
    names = " or ".join(one.name for one in KINDS.values() if one.status == kind.status)
    return {"description": names, "content": {"application/problem+json": {"schema": PROBLEM}}}
