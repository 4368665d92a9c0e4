"""What stands in an answer of the API where a record points to another one.

Each field knows two ways to the same value: from a model instance (details), and as an expression of the database from
which a list is read without instances (core.api.rows). A contract test compares them field by field.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Subquery
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.names import Names

Readers = Callable[[str | None], Any]  # scope of a token → the reader whose sight counts


class NamedSerializer(serializers.Serializer):
    """A code, and the name in the language of the request."""

    code = serializers.CharField()
    name = serializers.CharField()


class RowField(serializers.Field):
    """A field that can also be read without an instance."""

    names: Names | None = None

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def row_expression(self, model: type[Model], readers: Readers):
        """What the database is asked for, for a row of the model."""
        raise NotImplementedError

    def row_value(self, raw: Any, table: Mapping | None) -> Any:
        """What stands in the answer for what the database said; ``table`` holds the names if there are any."""
        return raw


@extend_schema_field(NamedSerializer(allow_null=True))
class NamedField(RowField):
    """A foreign key to a list that everybody may read: code and name, or null."""

    def __init__(self, names: Names, **kwargs):
        super().__init__(**kwargs)
        self.names: Names = names

    def to_representation(self, related):
        return self.names.of(related)

    def row_expression(self, model, readers):
        return F(model._meta.get_field(self.source).attname)

    def row_value(self, raw, table):
        return None if raw is None else table[raw]


@extend_schema_field(NamedSerializer(many=True))
class NamedListField(RowField):
    """Several of such a list, sorted by code."""

    def __init__(self, names: Names, **kwargs):
        super().__init__(**kwargs)
        self.names: Names = names

    def to_representation(self, related):
        return _sorted(self.names.of(record) for record in related.all())

    def row_expression(self, model, readers):
        relation = model._meta.get_field(self.source)
        links = relation.remote_field.through._base_manager.filter(**{relation.m2m_field_name(): OuterRef("pk")})
        return ArraySubquery(links.order_by().values(f"{relation.m2m_reverse_field_name()}_id"))

    def row_value(self, raw, table):
        return _sorted(table[key] for key in raw) if raw else []


@extend_schema_field(serializers.CharField())
class NameField(RowField):
    """The name of an entry of such a list itself, in the language of the request."""

    def __init__(self, names: Names, **kwargs):
        super().__init__(**kwargs)
        self.names = names

    def to_representation(self, value):
        return str(value)

    def row_expression(self, model, readers):
        return F("pk")

    def row_value(self, raw, table):
        return table[raw]["name"]


class _Guarded(RowField):
    """Points to records that not everybody may see. ``model`` is named by its path, ``scope`` is that of a token."""

    def __init__(self, model: str | type[Model], *, scope: str | None = None, code: str = "code", **kwargs):
        super().__init__(**kwargs)
        self._model = model
        self.scope = scope
        self.code = code

    def visible(self, readers: Readers):
        model: Any = import_string(self._model) if isinstance(self._model, str) else self._model
        return model.objects.visible_to(readers(self.scope)).order_by()


@extend_schema_field(serializers.CharField(allow_null=True))
class VisibleCodeField(_Guarded):
    """The code of the one record it points to; null if there is none or this reader may not see it."""

    def to_representation(self, related):
        return self.visible(self.context["readers"]).filter(pk=related.pk).values_list(self.code, flat=True).first()

    def row_expression(self, model, readers):
        key = model._meta.get_field(self.source).attname
        return Subquery(self.visible(readers).filter(pk=OuterRef(key)).values(self.code)[:1])


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class VisibleCodeListField(_Guarded):
    """The codes of those records it points to which this reader may see, sorted."""

    def to_representation(self, related):
        keys = related.all().order_by().values("pk")
        return sorted(self.visible(self.context["readers"]).filter(pk__in=keys).values_list(self.code, flat=True))

    def row_expression(self, model, readers):
        relation = model._meta.get_field(self.source)
        through = relation.remote_field.through
        links = through._base_manager.filter(**{relation.m2m_field_name(): OuterRef(OuterRef("pk"))})
        keys = links.order_by().values(f"{relation.m2m_reverse_field_name()}_id")
        return ArraySubquery(self.visible(readers).filter(pk__in=keys).values(self.code))

    def row_value(self, raw, table):
        return sorted(raw)


@extend_schema_field(serializers.DateTimeField())
class MomentField(serializers.DateTimeField):
    """A moment in UTC; the renderer writes it."""

    def to_representation(self, value: datetime) -> datetime:
        return value


def _sorted(entries: Iterable[Mapping | None]) -> list[Mapping]:
    return sorted((entry for entry in entries if entry), key=itemgetter("code"))
