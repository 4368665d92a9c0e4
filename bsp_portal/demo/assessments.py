"""Needs assessments of the demonstration: endorsed, renewed and under way."""

from datetime import timedelta
from itertools import count

from bsp_portal.demo.cast import marks
from bsp_portal.demo.data import read
from core import clock
from needs import actions
from needs.choices import AssessmentKind, AssessmentState
from needs.models import NeedsAssessment
from reference.models import CapacityType, Theme

CONSULTED = ["Line ministries", "Local authorities", "Civil society organizations", "Research institutions"]


def endorse_assessments(cast) -> None:
    """Each is drafted a quarter of a year before its endorsement."""
    for entry in read("assessments")["endorsed"]:
        iso3, endorsed_on = entry["country"], entry["endorsed"]
        with clock.at(endorsed_on - timedelta(days=90)):
            assessment = _draft(cast, iso3, entry["title"], endorsed_on.year)
            _add_needs(cast, assessment, iso3, entry["needs"])
        _adopt(cast, assessment, iso3, endorsed_on)


def renew_assessments(cast, today) -> None:
    """One country has adopted its second version; others are on the way to theirs."""
    update = read("assessments")["update"]
    iso3, endorsed_on = update["country"], today - timedelta(days=update["days_ago"])
    with clock.at(endorsed_on - timedelta(days=90)):
        assessment = _draft(cast, iso3, update["title"], endorsed_on.year)
        actions.carry_needs_over(assessment, by=cast.drafter(iso3))
        _add_needs(cast, assessment, iso3, update["needs"])
    _adopt(cast, assessment, iso3, endorsed_on)
    for entry in read("assessments")["open"]:
        with clock.at(today - timedelta(days=entry["days_ago"])):
            _leave_open(cast, entry, clock.today().year)


def _leave_open(cast, entry, year) -> None:
    iso3, state = entry["country"], entry["state"]
    drafter = cast.drafter(iso3)
    assessment = _draft(cast, iso3, entry["title"], year)
    if NeedsAssessment.objects.filter(country=iso3, state=AssessmentState.ADOPTED, endorsed_on__isnull=False).exists():
        actions.carry_needs_over(assessment, by=drafter)
    _add_needs(cast, assessment, iso3, [entry["need"]])
    if state == AssessmentState.CONSULTATION:
        actions.consult_assessment(assessment, by=drafter)
    if state in (AssessmentState.SUBMITTED, AssessmentState.RETURNED):
        actions.submit_assessment(assessment, by=drafter)
    if state == AssessmentState.RETURNED:
        actions.return_assessment(assessment, by=cast.officer(iso3), reason=entry["reason"])


def _draft(cast, iso3, title, year):
    return actions.draft_assessment(
        by=cast.drafter(iso3),
        country=cast.countries[iso3],
        kind=AssessmentKind.COMPREHENSIVE,
        title=title,
        summary=f"{title}: what the country needs in order to carry out its own environmental plans, in order of rank.",
        consulted=CONSULTED,
        as_of=str(year),
        **marks("assessment", f"{iso3}-{title}"[:180]),
    )


def _add_needs(cast, assessment, iso3, needs) -> None:
    """Each takes the first rank that is free; requests name it by its number among all needs of the country."""
    taken = set(assessment.entries.values_list("rank", flat=True))
    free = (rank for rank in count(1) if rank not in taken)
    number = sum(country == iso3 for country, _number in cast.needs)
    for theme, statement, types in needs:
        number += 1
        cast.needs[iso3, number] = actions.add_need(
            assessment,
            by=cast.drafter(iso3),
            rank=next(free),
            statement=f"{statement}.",
            theme=Theme.objects.get(pk=theme),
            capacity_types=CapacityType.objects.filter(pk__in=types),
            **marks("need", f"{iso3}-{statement}"[:180]),
        )


def _adopt(cast, assessment, iso3, endorsed_on) -> None:
    with clock.at(endorsed_on - timedelta(days=60)):
        actions.consult_assessment(assessment, by=cast.drafter(iso3))
    with clock.at(endorsed_on - timedelta(days=20)):
        actions.submit_assessment(assessment, by=cast.drafter(iso3))
    with clock.at(endorsed_on):
        actions.adopt_assessment(assessment, by=cast.signatory(iso3))
