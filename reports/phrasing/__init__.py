"""The words of the report in one language: its messages, numbers and dates, never its structure.

A language is added by a module of the same keys as ``en``; the tree of the report does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from reports.document import Emphasis, Footnote, Inline, Reference, Strong, TableNoteCall, Text, Value
from reports.metrics.definitions import DAYS, MILLIONS, PERCENT
from reports.metrics.values import Metric
from reports.phrasing import en
from reports.phrasing.messages import Argument, Choice, MessageError, Node, parse
from reports.phrasing.numbers import (
    NIL,
    UNAVAILABLE,
    bind,
    date_text,
    digits,
    num_text,
    partial_date_text,
    percent_text,
    plural_category,
)

CATALOGUES = {"en": en.MESSAGES}
Content = str | int | Metric | Inline | Iterable[Inline] | None


class MissingWording(LookupError):
    """The language has no text for a key; the report is not built in it."""


class Phrasing:
    """Prints messages and figures in one language. ``refer`` makes the inlines of a cross reference."""

    def __init__(self, language: str, refer: Callable[[str, str], list[Inline]] | None = None):
        if language not in CATALOGUES:
            raise MissingWording(f"The report has no wording in the language {language!r} yet.")
        self.language = language
        self.messages = CATALOGUES[language]
        self.refer = refer or (lambda kind, slug: [Reference(kind, slug)])

    def nodes(self, key: str) -> tuple[Node, ...]:
        try:
            return parse(self.messages[key])
        except KeyError as error:
            raise MissingWording(f"No wording for {key!r} in {self.language}.") from error

    def inlines(self, key: str, **arguments: Content) -> list[Inline]:
        """The message as a list of inlines; figures become ``Value`` with the name of their metric."""
        nodes = self.nodes(key)
        series_in_figures = any(count >= 10 for count in _series(nodes, arguments))
        return _joined(self._print(nodes, arguments, series_in_figures))

    def text(self, key: str, **arguments: Content) -> str:
        """The message as plain words, for titles and table heads."""
        return "".join(_words(inline) for inline in self.inlines(key, **arguments))

    def number(self, metric: Metric | int | None, *, as_figures: bool = False) -> str:
        """A figure in running text, with its unit where the unit belongs to the number."""
        value, unit = (metric.value, metric.unit) if isinstance(metric, Metric) else (metric, "")
        if value is None:
            return NIL
        if unit == PERCENT:
            return percent_text(value, self.language)
        if unit == MILLIONS:
            return self.text("money-millions", amount=digits(value, self.language))
        if isinstance(value, Decimal) or unit == DAYS:
            return digits(value, self.language)
        return num_text(value, self.language, as_figures=as_figures)

    def cell(self, metric: Metric | None) -> str:
        """A figure in a table: always in figures; a count of zero and nothing to divide by are nil."""
        if metric is None:
            return UNAVAILABLE
        if metric.value is None or metric.value == 0 and metric.unit != PERCENT:
            return NIL
        return digits(metric.value, self.language)

    def figures(self, number: int | Decimal) -> str:
        """A number in a table."""
        return digits(number, self.language)

    def bind(self, text: str) -> str:
        """Words of people or records with the no-break spaces of the language."""
        return bind(text, self.language)

    def date(self, day: date) -> str:
        return date_text(day, self.language)

    def partial_date(self, partial: str) -> str:
        return partial_date_text(partial, self.language)

    def listing(self, words: Iterable[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        items = list(words)
        if len(items) < 2:
            return "".join(items)
        return self.text("list-end", first=", ".join(items[:-1]), last=items[-1])

    def _print(self, nodes: tuple[Node, ...], arguments: dict[str, Content], in_figures: bool) -> list[Inline]:
        printed: list[Inline] = []
        for node in nodes:
            match node:
                case str():
                    printed.append(Text(node))
                case Argument(name=name) if ":" in name:
                    kind, _colon, slug = name.partition(":")
                    printed += self.refer(kind, slug)
                case Argument(name=name, style=style):
                    as_figures = style == "figure" or style == "series" and in_figures
                    printed += self._argument(name, arguments, as_figures)
                case Choice():
                    printed += self._print(self._branch(node, arguments), arguments, in_figures)
        return printed

    def _argument(self, name: str, arguments: dict[str, Content], as_figures: bool) -> list[Inline]:
        match _given(name, arguments):
            case Metric() as metric:
                return [Value(self.number(metric, as_figures=as_figures), metric.id)]
            case None:
                return [Text(NIL)]
            case int() as number:
                return [Text(self.number(number, as_figures=as_figures))]
            case str() as words:
                return [Text(words)]
            case Text() | Emphasis() | Strong() | Value() | Footnote() | Reference() | TableNoteCall() as inline:
                return [inline]
            case several:
                return list(several)

    def _branch(self, choice: Choice, arguments: dict[str, Content]) -> tuple[Node, ...]:
        branches = dict(choice.branches)
        given = _given(choice.name, arguments)
        if choice.kind == "select":
            return branches.get(str(given), branches["other"])
        value = _amount(given)
        if value is None:
            return branches.get("none", branches["other"])
        exact = branches.get(f"={value}")
        return exact if exact is not None else branches.get(plural_category(value, self.language), branches["other"])


def _given(name: str, arguments: dict[str, Content]) -> Content:
    try:
        return arguments[name]
    except KeyError as error:
        raise MessageError(f"the message asks for {name!r}") from error


def _amount(given: Content) -> int | Decimal | None:
    """The number that a plural or a series goes by."""
    value = given.value if isinstance(given, Metric) else given
    if value is None or isinstance(value, int | Decimal):
        return value
    raise MessageError(f"a number is expected, not {given!r}")


def _series(nodes: tuple[Node, ...], arguments: dict[str, Content]) -> Iterable[int | Decimal]:
    for node in nodes:
        if isinstance(node, Argument) and node.style == "series":
            yield _amount(_given(node.name, arguments)) or 0
        elif isinstance(node, Choice):
            for _key, branch in node.branches:
                yield from _series(branch, arguments)


def _joined(inlines: list[Inline]) -> list[Inline]:
    """Neighbouring words as one piece."""
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return joined


def _words(inline: Inline) -> str:
    return getattr(inline, "text", "")
