"""Needs assessments of the demonstration: endorsed, renewed and under way."""

from datetime import timedelta

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
            _add_needs(cast, assessment, iso3, entry["needs"], first_rank=1)
        _adopt(cast, assessment, iso3, endorsed_on)


def renew_assessments(cast, today) -> None:
    """One country has adopted its second version; others are on the way to theirs."""
    update = read("assessments")["update"]
    iso3, endorsed_on = update["country"], today - timedelta(days=update["days_ago"])
    with clock.at(endorsed_on - timedelta(days=90)):
        assessment = _draft(cast, iso3, update["title"], endorsed_on.year)
        actions.carry_needs_over(assessment, by=cast.drafter(iso3))
        _add_needs(cast, assessment, iso3, update["needs"], first_rank=5)
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
    _add_needs(cast, assessment, iso3, [entry["need"]], first_rank=assessment.entries.count() + 1)
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


def _add_needs(cast, assessment, iso3, needs, *, first_rank) -> None:
    for rank, (theme, statement, types) in enumerate(needs, start=first_rank):
        cast.needs[iso3, rank] = actions.add_need(
            assessment,
            by=cast.drafter(iso3),
            rank=rank,
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
