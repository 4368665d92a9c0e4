"""The chain of a record: need, request, screening, match, project, result, report."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STEP_NAMES = {
    "need": _("Need"),
    "request": _("Request"),
    "screening": _("Screening"),
    "match": _("Match"),
    "project": _("Project"),
    "result": _("Result"),
    "report": _("Report"),
}
STEPS = list(STEP_NAMES)
SHOWN_ENTRIES = 2


@dataclass(frozen=True)
class ChainEntry:
    """What stands below a step: a code, a date, a partner, a paragraph; with an address, a link."""

    text: str | Promise
    url: str = ""


# What is known of each step: primary key of the record → step → entries.
Steps = Mapping[int, Mapping[str, list[ChainEntry]]]
# The same while it is being gathered.
FoundSteps = defaultdict[Any, defaultdict[str, list[ChainEntry]]]


@dataclass(frozen=True)
class ChainStep:
    name: str | Promise
    state: str  # done, now, ahead, or none: passed over without a record
    entries: tuple[ChainEntry, ...] = ()


def build_chain(reached: str, entries: dict[str, list[ChainEntry]], passed_over: frozenset[str] = frozenset()):
    """Seven steps up to the one reached; an issued report completes the chain.

    ``passed_over`` names earlier steps that have no record (a project without a request): they are not shown as done.
    """
    place = STEPS.index(reached)
    steps = []
    for number, step in enumerate(STEPS):
        if number > place:
            state = "ahead"
        elif step in passed_over:
            state = "none"
        else:
            state = "now" if number == place and reached != "report" else "done"
        steps.append(ChainStep(STEP_NAMES[step], state, tuple(entries.get(step, ()))))
    return steps


def reached_step(entries: Mapping[str, list[ChainEntry]]) -> str:
    """The furthest step that something is known of. Reports count unfinished records too, so they follow a result."""
    known = [step for step in STEPS if entries.get(step) and (step != "report" or entries.get("result"))]
    return known[-1] if known else STEPS[0]


def step_number(entries: Mapping[str, list[ChainEntry]]) -> int:
    """The furthest step as the dots show it, 1 to 7."""
    return STEPS.index(reached_step(entries)) + 1


def chain_of(entries: Mapping[str, list[ChainEntry]]) -> list[ChainStep]:
    """The chain band of one record; a step names its first entries and how many more there are."""
    return build_chain(
        reached_step(entries),
        {step: _first(known) for step, known in entries.items()},
        passed_over=frozenset(step for step in STEPS if not entries.get(step)),
    )


def _first(entries: list[ChainEntry]) -> list[ChainEntry]:
    more = len(entries) - SHOWN_ENTRIES
    if more < 1:
        return entries
    return [*entries[:SHOWN_ENTRIES], ChainEntry(gettext("and %(count)d more") % {"count": more})]
