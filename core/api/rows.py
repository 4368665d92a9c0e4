"""Lists without model instances: the fields of a serializer as one statement over the keys of a page.

Instances and serializer fields were nine tenths of a list's cost (docs/performance.md). Here the database hands over
one tuple a record, nested rows as one JSON text each, and names come from memory (core.api.names).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, JSONField, Lookup, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from rest_framework import serializers

from core.api.fields import Readers, RowField
from core.api.names import Names

KEYS = object()  # stands in a kept statement where the keys of the page go
SECONDS_KEPT = 60
STATEMENTS_KEPT = 200


class _OneOfKeys(Lookup):
    """``column = ANY(array)``: one parameter, however many keys."""

    prepare_rhs = False
    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]


class _Tuple(Func):
    function = "json_build_array"
    output_field = JSONField()


class _TupleList(ArraySubquery):
    template = "array_to_json(ARRAY(%(subquery)s))"

    @property
    def output_field(self):
        return JSONField()


@dataclass(frozen=True)
class _Column:
    """One field of an answer: what to ask for, and what to make of the answer, given the tables of names."""

    name: str
    expression: Any
    value: Callable[[Any, Mapping[Names, Mapping]], Any] | None = None
    names: tuple[Names, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A list's statement, ready but for the keys."""

    sql: str
    params: Sequence
    columns: Sequence[_Column]
    versions: Sequence[Names]
    made_at: float

    def read(self, keys: Sequence) -> list[dict]:
        """The rows with these keys, in their order. A row that vanished since the keys were read is left out."""
        if not keys:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [list(keys) if param is KEYS else param for param in self.params])
            found = cursor.fetchall()
        if not found:
            return []
        first = 1 + len(self.columns)
        versions = dict(zip(self.versions, found[0][first:], strict=True))
        names = {name for column in self.columns for name in column.names}
        tables = {name: name.table(versions.get(name)) for name in names}
        columns = [
            (place, column.name, column.value and partial(_apply, column.value, tables))
            for place, column in enumerate(self.columns, start=1)
        ]
        rows = {
            raw[0]: {name: value(raw[place]) if value else raw[place] for place, name, value in columns}
            for raw in found
        }
        return [rows[key] for key in keys if key in rows]


def _apply(value, tables, raw):
    return value(raw, tables)


_kept: dict[Any, Statement] = {}


def statement_for(
    serializer_class: type[serializers.ModelSerializer], fields: Sequence[str], readers: Readers, *, kept_as: Any = None
) -> Statement:
    """The statement that reads these fields for this reader.

    With ``kept_as`` it is kept for a minute: only for readers that are all alike, which visitors are.
    """
    key = (kept_as, serializer_class, tuple(fields))
    if kept_as is not None and (found := _kept.get(key)) and found.made_at > time.monotonic() - SECONDS_KEPT:
        return found
    made = _make_statement(serializer_class, fields, readers)
    if kept_as is not None:
        if len(_kept) >= STATEMENTS_KEPT:
            _kept.clear()
        _kept[key] = made
    return made


def _make_statement(serializer_class, fields, readers) -> Statement:
    model = serializer_class.Meta.model
    columns = _columns(serializer_class(), model, readers, fields)
    versions = sorted(
        {name for column in columns for name in column.names if name.has_version}, key=lambda name: name.model.__name__
    )
    # Read as text: the driver would parse JSON slower than is done here.
    expressions = [
        Cast(column.expression, TextField()) if isinstance(column.expression, _TupleList) else column.expression
        for column in columns
    ]
    expressions += [name.version() for name in versions]
    asked = {f"field_{place}": expression for place, expression in enumerate(expressions)}
    # A plain query set: that of translated models would add columns of its own.
    rows = QuerySet(model).filter(_OneOfKeys(F("pk"), KEYS)).order_by().annotate(**asked).values_list("pk", *asked)
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    return Statement(sql, params, columns, versions, time.monotonic())


def _columns(serializer, model: type[Model], readers: Readers, names: Sequence[str] | None = None) -> list[_Column]:
    fields = serializer.fields
    return [_column(name, fields[name], model, readers) for name in names or fields]


def _column(name: str, field, model: type[Model], readers: Readers) -> _Column:
    if isinstance(field, RowField):
        expression, listed = field.row_expression(model, readers), field.names
        if listed is None:
            return _Column(name, expression, lambda raw, tables: field.row_value(raw, None))
        return _Column(name, expression, lambda raw, tables: field.row_value(raw, tables[listed]), (listed,))
    if isinstance(field, serializers.ListSerializer):
        return _nested(name, field, model, readers)
    source = F(field.source.replace(".", "__"))
    if isinstance(field, serializers.DecimalField):
        return _Column(name, Cast(source, TextField()))
    if isinstance(field, serializers.JSONField):
        return _Column(name, Cast(source, TextField()), lambda raw, tables: orjson.loads(raw))
    return _Column(name, source)


def _nested(name: str, field, model: type[Model], readers: Readers) -> _Column:
    """Rows that hang on the record, as one JSON text of tuples."""
    relation: Any = model._meta.get_field(field.source)
    child = field.child.Meta.model
    columns = _columns(field.child, child, readers)
    if isinstance(relation, GenericRelation):
        kind = ContentType.objects.get_for_model(model)
        where = {relation.content_type_field_name: kind.pk, relation.object_id_field_name: OuterRef("pk")}
    else:
        where = {relation.field.name: OuterRef("pk")}
    rows = field.child.rows_to_show(child._base_manager.filter(**where), readers)
    listed = _TupleList(rows.values(row=_Tuple(*(column.expression for column in columns))))

    def value(raw, tables):
        found = orjson.loads(raw) if isinstance(raw, str) else raw
        return [
            {
                column.name: column.value(item, tables) if column.value else item
                for column, item in zip(columns, items, strict=True)
            }
            for items in found
        ]

    return _Column(name, listed, value, tuple(dict.fromkeys(used for column in columns for used in column.names)))
