"""Every act of the portal, ready to be called: on which kind of record, in which of its states, by whom, with what.

The actions are found by walking the modules of actions (``public_actions``); one that stands here nowhere fails
tests/core/test_judged.py. A new act is a line beside those on its kind of record.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import signature
from itertools import count
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.transaction import Atomic

NUMBERS = count(1)  # records of one test have codes of their own
KINDS: list["Kind"] = []
MODULES = ("asking", "answering", "people", "programme")


@dataclass
class Kind:
    """A kind of record: how one is made, on a stage, in each of its states."""

    name: str
    make: Callable[..., Any]
    states: tuple[str, ...] = ("",)
    calls: list["Call"] = field(default_factory=list)

    def __post_init__(self):
        KINDS.append(self)

    def on(self, action: Callable, by: Any, *states: str, at: Callable | None = None, **values: Any) -> None:
        """One act on such a record; see ``Call``."""
        self.calls.append(Call(self, action, by, states or self.states, at, values))


@dataclass(frozen=True)
class Call:
    """One act: ``by`` one of these people (names of the stage, or a function of the record), in these ``states``.

    It is called with what is found ``at`` the record, by default itself, or with nothing where that is None. Functions
    among the ``values`` are asked with that, the stage and the person.
    """

    kind: Kind
    action: Callable
    by: Any
    states: tuple[str, ...]
    at: Callable | None
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"{name_of(self.action)} on {self.kind.name}"

    def people(self, record, stage) -> list:
        """Those who may do it."""
        return [self.by(record)] if callable(self.by) else [stage.people[name] for name in self.by.split()]

    def ready(self, record, person, stage) -> Callable[[], Any]:
        """The act, as somebody does it who has read record and page a moment before."""
        by, read = reread(person), reread(record)
        target = self.at(read) if self.at else read
        known = read if target is None else target
        values = {name: value(known, stage, by) if callable(value) else value for name, value in self.values.items()}
        if "by" in signature(self.action).parameters:
            values["by"] = by
        return lambda: self.action(*([] if target is None else [target]), **values)


def reread(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk) if isinstance(row, Model) else row


def nothing(record) -> None:
    """For ``at``: the act makes something new."""


def name_of(action: Callable) -> str:
    return f"{action.__module__.partition('.')[0]}.{action.__name__}"


def public_actions() -> dict[str, Callable]:
    """Every public function of a module of actions that is a transaction of its own, by floor and name."""
    found: dict[str, Callable] = {}
    for path in sorted([*settings.BASE_DIR.glob("*/actions.py"), *settings.BASE_DIR.glob("*/actions/*.py")]):
        name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")
        for function in vars(importlib.import_module(name)).values():
            if is_act(function) and function.__module__ == name:
                found[name_of(function)] = function
    return found


def is_act(function: Any) -> bool:
    """Decorated with ``transaction.atomic``, and public."""
    cells = getattr(function, "__closure__", None) or ()
    is_transaction = any(isinstance(cell.cell_contents, Atomic) for cell in cells)
    return is_transaction and not function.__name__.startswith("_")


def all_calls() -> list[Call]:
    """Every act of the table."""
    return [call for kind in KINDS for call in kind.calls]


for module in MODULES:
    importlib.import_module(f"{__name__}.{module}")
