"""Acts on offers, matches and projects, and what they move of the request behind them."""

from datetime import timedelta

from core import clock
from core.choices import Visibility
from exchange import actions as exchange
from exchange.choices import MatchState, OfferState
from exchange.models import Match, Offer
from needs import actions as needs
from projects import actions as projects
from projects.choices import CountryRole, FundSource, PartnerRole, ProjectState
from projects.models import Invitation, Lesson, Project
from tests.acting import NUMBERS, Kind, nothing
from tests.acting.asking import itself, make_request, version
from tests.acting.stage import Stage
from tests.factories import OfferFactory, ProjectFactory

EXPIRED = "expired"
OVERDUE = "overdue"
HALF_AGREED = "half agreed"


def make_offer(stage: Stage, state: str) -> Offer:
    traits = {"state": state}
    if state == EXPIRED:
        traits = {"valid_until": clock.today() - timedelta(1)}
    elif state != OfferState.PUBLISHED:
        traits["closed_on"] = clock.today()
    return OfferFactory(provider=stage.agency, **traits)


offer = Kind("an offer", make_offer, (*OfferState, EXPIRED))
offer.on(exchange.confirm_offer, "member secretariat", OfferState.PUBLISHED, EXPIRED)
offer.on(exchange.withdraw_offer, "member secretariat", OfferState.PUBLISHED, EXPIRED, reason="Given to others.")
offer.on(exchange.lapse_expired_offers, "portal", EXPIRED, at=nothing)
offer.on(
    exchange.propose_match,
    "office secretariat",
    OfferState.PUBLISHED,
    assistance=lambda record, stage, by: stage.survivor,
    score=60,
    parts=[],
    reasons="It fits.",
)


def make_match(stage: Stage, state: str) -> Match:
    today = clock.today()
    columns = {"state": state}
    if state == OVERDUE:
        columns = {"answer_due_on": today - timedelta(1)}
    elif state == HALF_AGREED:
        columns = {"country_agreed_on": today}
    elif state in (MatchState.AGREED, MatchState.DELIVERED, MatchState.RATED):
        columns |= {"country_agreed_on": today, "provider_agreed_on": today, "matched_on": today}
    return Match.objects.create(
        **{"answer_due_on": today + timedelta(30)} | columns,
        code=f"MAT-T-{next(NUMBERS)}",
        offer=make_offer(stage, OfferState.PUBLISHED),
        assistance=make_request(stage, "accepted"),
        score=60,
        proposed_on=today - timedelta(40),
        rating=4 if state == MatchState.RATED else None,
    )


PROPOSED = (MatchState.PROPOSED, HALF_AGREED, OVERDUE)
match = Kind("a match", make_match, (*MatchState, HALF_AGREED, OVERDUE))
match.on(exchange.agree_match, "drafter signatory", *PROPOSED)
match.on(exchange.agree_match, "member secretariat", *PROPOSED)
match.on(exchange.decline_match, "drafter member", *PROPOSED, reason="Too dear.")
match.on(exchange.deliver_match, "member office", MatchState.AGREED)
match.on(exchange.rate_match, "drafter", MatchState.DELIVERED, rating=4)
match.on(exchange.lapse_overdue_matches, "portal", OVERDUE, at=nothing)
match.on(needs.withdraw_request, "signatory", at=lambda record: record.assistance, reason="Paid by others.")
match.on(exchange.withdraw_offer, "member", at=lambda record: record.offer, reason="Given to others.")
match.on(
    projects.open_response_project,
    "member office",
    at=lambda record: record.assistance,
    lead=lambda record, stage, by: stage.agency,
    arrangement="south-south",
)


def make_project(stage: Stage, state: str) -> Project:
    project = ProjectFactory(
        assistance=make_request(stage, "accepted"),
        lead=stage.agency,
        country=stage.country,
        cooperation=["south-south"],
        state=state,
        state_reason="No money." if state == ProjectState.CANCELLED else "",
    )
    type(project.assistance).objects.filter(pk=project.assistance_id).update(
        state="in_response", first_response_on=clock.today()
    )
    project.indicators.create(title="Stations")
    Lesson.objects.create(
        code=f"LES-T-{next(NUMBERS)}",
        project=project,
        kind="lesson",
        text="Begin early.",
        visibility=Visibility.PARTNERS,
    )
    return project


PLANNED = (ProjectState.PIPELINE, ProjectState.APPROVED)
LIVE = (*PLANNED, ProjectState.ACTIVE)
RUNNERS = "member office secretariat"
project = Kind("a project", make_project, tuple(ProjectState))
project.on(projects.edit_project, RUNNERS, *LIVE, ProjectState.COMPLETED, version=version, title="Cleaner rivers")
project.on(projects.start_project, RUNNERS, *PLANNED)
project.on(projects.report_delivery, RUNNERS, ProjectState.ACTIVE)
project.on(projects.close_project, RUNNERS, ProjectState.COMPLETED)
project.on(projects.cancel_project, RUNNERS, *LIVE, reason="No money.")
project.on(projects.add_partner, RUNNERS, agency=lambda record, stage, by: stage.rivals, role=PartnerRole.TECHNICAL)
project.on(
    projects.add_country,
    RUNNERS,
    country=lambda record, stage, by: stage.neighbour,
    role=CountryRole.BENEFICIARY,
)
project.on(
    projects.add_country,
    RUNNERS,
    country=lambda record, stage, by: stage.country,
    role=CountryRole.PROVIDER,
    share=60,
)
project.on(projects.add_country, RUNNERS, country=lambda record, stage, by: stage.neighbour, role="provider", share=60)
project.on(projects.add_activity, RUNNERS, kind="training", title="First course")
project.on(projects.add_indicator, RUNNERS, title="Stations that work")
project.on(projects.record_measurement, RUNNERS, at=lambda record: record.indicators.first(), kind="actual", value=3)
project.on(projects.record_coordination, RUNNERS, text="They meet each month.")
project.on(projects.add_lesson, RUNNERS, at=nothing, project=itself, kind="lesson", text="Begin with operators.")
project.on(projects.publish_lesson, "office secretariat", at=lambda record: record.lessons.first())
project.on(
    projects.record_contribution,
    RUNNERS,
    at=nothing,
    project=itself,
    kind="payment",
    stage="paid",
    fund=FundSource.EARMARKED,
    currency="USD",
    amount=1000,
    happened_on="2010-03",
)
project.on(projects.share_project, RUNNERS, visibility=Visibility.PARTNERS)
project.on(needs.withdraw_request, "signatory", at=lambda record: record.assistance, reason="Paid by others.")
project.on(
    projects.open_response_project,
    "office secretariat",
    at=lambda record: record.assistance,
    lead=lambda record, stage, by: stage.rivals,
    arrangement="south-south",
)


def make_invitation(stage: Stage, state: str) -> Invitation:
    """The rivals are asked to take part in a project that is not shared with them."""
    hidden = ProjectFactory(lead=stage.agency, country=stage.country, visibility=Visibility.RESTRICTED)
    return Invitation.objects.create(project=hidden, agency=stage.rivals, role=PartnerRole.TECHNICAL)


invitation = Kind("an invitation", make_invitation)
invitation.on(projects.accept_invitation, "rival secretariat")
invitation.on(projects.decline_invitation, "rival secretariat")
invitation.on(projects.withdraw_invitation, "member office secretariat")
