"""Facts as JSON and back, and facts as they stood on one day."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from reports.facts.records import Facts


class FactError(ValueError):
    """A list of facts that does not have the shape of this package; the message names list, record and field."""


@cache
def _shape(kind: type) -> dict[str, Any]:
    """Field name → type of one dataclass, with annotations resolved."""
    hints = typing.get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def to_json(value: Any) -> Any:
    """Facts as plain dicts, lists, strings, integers and booleans; dates as ISO strings."""
    if is_dataclass(value):
        return {item.name: to_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def _read(kind: Any, value: Any, where: str) -> Any:
    """``value`` as ``kind``; anything else raises ``FactError`` that names the place."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _read(next(a for a in arguments if a is not type(None)), value, where)
    if origin is typing.Literal:
        if value not in arguments:
            raise FactError(f"{where}: one of {', '.join(filter(None, arguments))} is expected, not {value!r}")
        return str(value)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise FactError(f"{where}: a list is expected, not {value!r}")
        return tuple(_read(arguments[0], item, f"{where}[{position}]") for position, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict) or not all(isinstance(part, str) for pair in value.items() for part in pair):
            raise FactError(f"{where}: texts by language are expected, not {value!r}")
        return dict(value)
    if is_dataclass(kind):
        return _read_record(kind, value, where)
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise FactError(f"{where}: {value!r} is not a full ISO date") from error
    if kind is str and isinstance(value, str):
        return str(value)  # also the values of choices
    if type(value) is not kind:  # a bool is no int here
        raise FactError(f"{where}: {kind.__name__} is expected, not {value!r}")
    return value


def _read_record(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise FactError(f"{where}: a dict is expected, not {value!r}")
    shape = _shape(kind)
    if unknown := sorted(set(value) - set(shape)):
        raise FactError(f"{where}: unknown fields {', '.join(unknown)}")
    label = f"{where} {value['code']}" if isinstance(value.get("code"), str) else where
    try:
        return kind(**{name: _read(shape[name], item, f"{label}.{name}") for name, item in value.items()})
    except TypeError as error:
        raise FactError(f"{label}: {error}") from error


def facts_from_json(lists: dict[str, Any]) -> Facts:
    """All lists, read strictly; a list that is missing is empty. Two records of a list with one code raise."""
    facts: Facts = _read_record(Facts, lists, "facts")
    for item in fields(Facts):
        seen: set[str] = set()
        for record in getattr(facts, item.name):
            if record.code in seen:
                raise FactError(f"facts.{item.name}: the code {record.code} occurs twice")
            seen.add(record.code)
    return facts


def _at(record: Any, cut_off: date) -> Any:
    """``record`` without anything dated after ``cut_off``; dates after it become None, nested entries fall away."""
    changes: dict[str, Any] = {}
    for name, kind in _shape(record.__class__).items():
        value = getattr(record, name)
        if isinstance(value, date) and value > cut_off and type(None) in typing.get_args(kind):
            changes[name] = None
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changes[name] = tuple(_at(item, cut_off) for item in value if getattr(item, "on", cut_off) <= cut_off)
    return replace(record, **changes) if changes else record


def facts_at(facts: Facts, cut_off: date) -> Facts:
    """The facts as they stood on ``cut_off``: without anything dated later and without test records (rule 5.1)."""

    def exists(record: Any) -> bool:
        born = getattr(record, record.born, None) if getattr(record, "born", "") else None
        return not getattr(record, "is_test", False) and (born is None or born <= cut_off)

    lists = {item.name: getattr(facts, item.name) for item in fields(Facts)}
    return Facts(**{name: tuple(_at(r, cut_off) for r in records if exists(r)) for name, records in lists.items()})
