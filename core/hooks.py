"""Questions that a lower floor asks and upper floors answer.

Imports point down only. What a lower floor must ask upwards it declares in its ``hooks.py`` as a function without a
body, whose types are those of question and answer. Floors above answer in their ``hook_answers.py``, which the portal
finds when it starts; the lowest floor answers first. ``manage.py hooks`` prints who answers what.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import reduce, update_wrapper
from inspect import signature
from operator import or_
from typing import Any, Generic, ParamSpec, TypeVar

from django.db.models import Q

P = ParamSpec("P")
A = TypeVar("A")
T = TypeVar("T")
K = TypeVar("K")

_declared: list["Hook"] = []


class Hook(Generic[P, A]):
    """One question: called like the function that declared it, it answers what all floors say, merged into one.

    With nobody to answer, the answer is that of merging nothing.
    """

    def __init__(self, question: Callable[P, A], merge: Callable[[list[A]], A]):
        update_wrapper(self, question)
        self.question = question
        self.name = f"{question.__module__}.{question.__qualname__}"
        self.answers: list[Callable[P, A]] = []
        self._merge = merge
        _declared.append(self)

    @property
    def signature(self) -> str:
        """The question with its types, as it was written."""
        asked = signature(self.question)
        types = ", ".join(f"{name}: {parameter.annotation}" for name, parameter in asked.parameters.items())
        return f"{self.name}({types}) -> {asked.return_annotation}"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> A:
        return self._merge([answer(*args, **kwargs) for answer in self.answers])

    def answer(self, function: Callable[P, A]) -> Callable[P, A]:
        """Decorator: this function answers, with the arguments with which the question is asked."""
        self.answers.append(function)
        return function


def hook(merge: Callable[[list[A]], A]) -> Callable[[Callable[P, A]], Hook[P, A]]:
    """Decorator: this function is a question; ``merge`` makes one answer of all."""

    def declare(question: Callable[P, A]) -> Hook[P, A]:
        return Hook(question, merge)

    return declare


def declared() -> list[Hook]:
    """Every question, by name."""
    return sorted(_declared, key=lambda one: one.name)


def joined(answers: list[list[T]]) -> list[T]:
    """Lists, one behind the other."""
    return [item for answer in answers for item in answer]


def added(answers: list[dict[K, T]]) -> dict[K, T]:
    """Mappings without a key in common, as one."""
    return {key: value for answer in answers for key, value in answer.items()}


def nested(answers: list[Mapping[Any, Mapping[str, list[T]]]]) -> Mapping[Any, Mapping[str, list[T]]]:
    """Key → name → list: the lists of the same key and name joined."""
    merged: dict[Any, dict[str, list[T]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        for key, lists in answer.items():
            for name, items in lists.items():
                merged[key][name].extend(items)
    return merged


def any_of(answers: list[Q]) -> Q:
    """Conditions of which one must hold; none holds where nobody answers."""
    return reduce(or_, answers, Q(pk__in=[]))


def done(answers: Iterable[None]) -> None:
    """For what is told upwards and expects no answer."""
