"""The chain of a record: need, request, screening, match, project, result, report."""

from dataclasses import dataclass

from django.utils.functional import Promise
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
