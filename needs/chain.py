"""The chain of a record: need, request, screening, match, project, result, report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.sockets import Socket

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
SHOWN_FACTS = 2

# Asked with records of that kind and the reader; answered with primary key → step → facts that the reader may see.
chain_facts = {"need": Socket(), "request": Socket(), "project": Socket()}


@dataclass(frozen=True)
class ChainFact:
    """What stands below a step: a code, a date, a partner, a paragraph; with an address, a link."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class ChainStep:
    name: str | Promise
    state: str  # done, now, ahead, or none: passed over without a record
    facts: tuple[ChainFact, ...] = ()


def build_chain(reached: str, facts: dict[str, list[ChainFact]], passed_over: frozenset[str] = frozenset()):
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
        steps.append(ChainStep(STEP_NAMES[step], state, tuple(facts.get(step, ()))))
    return steps


def collect_facts(kind: str, records: Sequence, reader) -> Mapping[int, Mapping[str, list[ChainFact]]]:
    """What every floor knows of these records' chains: primary key → step → facts. Queries do not grow with rows."""
    collected: dict[int, dict[str, list[ChainFact]]] = defaultdict(lambda: defaultdict(list))
    for answer in chain_facts[kind].ask(records, reader):
        for key, steps in answer.items():
            for step, facts in steps.items():
                collected[key][step].extend(facts)
    return collected


def reached_step(facts: Mapping[str, list[ChainFact]]) -> str:
    """The furthest step that something is known of. Reports count unfinished records too, so they follow a result."""
    known = [step for step in STEPS if facts.get(step) and (step != "report" or facts.get("result"))]
    return known[-1] if known else STEPS[0]


def step_number(facts: Mapping[str, list[ChainFact]]) -> int:
    """The furthest step as the dots show it, 1 to 7."""
    return STEPS.index(reached_step(facts)) + 1


def chain_of(facts: Mapping[str, list[ChainFact]]) -> list[ChainStep]:
    """The chain band of one record; a step names its first facts and how many more there are."""
    return build_chain(
        reached_step(facts),
        {step: _first(known) for step, known in facts.items()},
        passed_over=frozenset(step for step in STEPS if not facts.get(step)),
    )


def _first(facts: list[ChainFact]) -> list[ChainFact]:
    more = len(facts) - SHOWN_FACTS
    if more < 1:
        return facts
    return [*facts[:SHOWN_FACTS], ChainFact(gettext("and %(count)d more") % {"count": more})]
