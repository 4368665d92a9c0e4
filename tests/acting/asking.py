"""Acts on requests, assessments and what a country begins."""

from accounts.models import User
from core import clock
from exchange import actions as exchange
from needs import actions as needs
from needs.choices import AssessmentState, RequestState
from needs.models import AssistanceRequest, NeedsAssessment
from projects import actions as projects
from projects.choices import MilestoneStage
from tests.acting import Kind, nothing
from tests.acting.stage import Stage
from tests.factories import AssessmentFactory, AssistanceRequestFactory, NeedFactory, ProjectFactory, screen_fully

REASONS = {"recommendation": "Admit.", "reasons": "It follows the plan."}
WRITABLE = (RequestState.DRAFT, RequestState.RETURNED)
SENT = tuple(state for state in RequestState if state != RequestState.DRAFT)
ANSWERABLE = (RequestState.ACCEPTED, RequestState.IN_RESPONSE)


def make_request(stage: Stage, state: str) -> AssistanceRequest:
    traits = {} if state == RequestState.DRAFT else {state: True}
    if state == RequestState.WITHDRAWN:
        traits = {"state": state, "withdrawn_on": clock.today()}
    if state == RequestState.DECLINED:
        traits = {"accepted": True, "state": state, "decision": "not_admitted", "refusal_reason": "other"}
    assistance = AssistanceRequestFactory(country=stage.country, theme=stage.theme, **traits)
    assistance.needs.add(NeedFactory(countries=[stage.country]))
    if state == RequestState.SCREENING:
        screen_fully(assistance)
    if state == RequestState.IN_RESPONSE:
        ProjectFactory(assistance=assistance, lead=stage.agency, country=stage.country, cooperation=["south-south"])
    return assistance


def version(record, stage: Stage, by: User) -> int:
    return record.version


def itself(record, stage: Stage, by: User):
    return record


request = Kind("a request", make_request, tuple(RequestState))
request.on(needs.edit_request, "drafter signatory", *WRITABLE, version=version, title="Rivers and lakes")
request.on(needs.hand_over_request, "drafter", *WRITABLE)
request.on(needs.submit_request, "signatory", *WRITABLE)
request.on(
    needs.withdraw_request,
    "signatory",
    *WRITABLE,
    RequestState.SUBMITTED,
    RequestState.SCREENING,
    *ANSWERABLE,
    reason="Paid by others.",
)
request.on(needs.start_screening, "office officer secretariat", RequestState.SUBMITTED)
request.on(
    needs.answer_criterion, "office officer", RequestState.SCREENING, criterion=1, answer="partly", reason="In part."
)
request.on(
    needs.answer_criteria,
    "office secretariat",
    RequestState.SCREENING,
    answers={1: {"answer": "not_met", "reason": "No."}, 2: {"answer": "partly", "reason": "In part."}},
    versions={1: 1, 2: 1},
)
request.on(needs.ask_question, "office", *SENT, text="Which rivers?")
request.on(needs.answer_question, "drafter", *SENT, text="The Tana.")
request.on(needs.comment_request, "office drafter", *SENT, text="See the plan.")
request.on(needs.return_request, "office", RequestState.SUBMITTED, RequestState.SCREENING, question="Which rivers?")
request.on(needs.accept_request, "office secretariat", RequestState.SCREENING, **REASONS)
request.on(needs.decline_request, "officer", RequestState.SCREENING, refusal_reason="other", **REASONS)
request.on(
    needs.merge_request,
    "office",
    RequestState.SUBMITTED,
    RequestState.SCREENING,
    RequestState.RETURNED,
    into=lambda record, stage, by: stage.survivor,
    reason="Sent twice.",
)
request.on(
    projects.open_response_project,
    "member rival office",
    *ANSWERABLE,
    lead=lambda record, stage, by: stage.agency_of(by),
    arrangement="south-south",
)
request.on(
    exchange.propose_match,
    "office secretariat",
    RequestState.ACCEPTED,
    at=nothing,
    offer=lambda record, stage, by: stage.offer,
    assistance=itself,
    score=60,
    parts=[],
    reasons="It fits.",
)
request.on(
    needs.start_response,
    "office",
    RequestState.ACCEPTED,
    first_response_on=lambda record, stage, by: clock.today(),
    arrangement="south-south",
)
request.on(needs.deliver_request, "office secretariat", RequestState.IN_RESPONSE)
request.on(
    needs.close_request,
    "signatory",
    RequestState.DELIVERED,
    rating=4,
    met_needs=lambda record, stage, by: record.needs.all(),
)
request.on(needs.verify_result, "office secretariat", RequestState.CLOSED, evidence="The report of the laboratory.")
request.on(
    projects.add_lesson,
    "office drafter",
    RequestState.DELIVERED,
    RequestState.CLOSED,
    at=nothing,
    assistance=itself,
    kind="lesson",
    text="Begin early.",
)


def make_assessment(stage: Stage, state: str) -> NeedsAssessment:
    today = clock.today()
    dates = {"endorsed_on": today} if state in (AssessmentState.ADOPTED, AssessmentState.SUPERSEDED) else {}
    if state not in (AssessmentState.DRAFT, AssessmentState.CONSULTATION):
        dates |= {"submitted_on": today}
    return AssessmentFactory(
        country=stage.country,
        state=state,
        number=NeedsAssessment.objects.filter(country=stage.country).count() + 1,
        created_by=stage.people["office"],
        needs=[NeedFactory(countries=[stage.country]), NeedFactory(countries=[stage.country])],
        **dates,
    )


def make_next_version(stage: Stage, state: str) -> NeedsAssessment:
    """One version is in force when the next is made."""
    make_assessment(stage, AssessmentState.ADOPTED)
    return make_assessment(stage, state)


OPEN = (AssessmentState.DRAFT, AssessmentState.CONSULTATION, AssessmentState.RETURNED)


def theme_of(record, stage: Stage, by: User):
    return stage.theme


def first_entry(assessment):
    return assessment.entries.select_related("need", "assessment").first()


assessment = Kind("an assessment", make_next_version, tuple(AssessmentState))
assessment.on(needs.edit_assessment, "drafter office", *OPEN, version=version, title="Rivers and lakes")
assessment.on(needs.add_need, "drafter office", *OPEN, rank=3, statement="Know the lakes.", theme=theme_of)
assessment.on(
    needs.edit_need,
    "drafter office",
    *OPEN,
    at=lambda record: record.needs.order_by("pk").first(),
    version=version,
    statement="Know the rivers well.",
)
assessment.on(
    needs.edit_entry,
    "drafter office",
    *OPEN,
    at=first_entry,
    version=lambda entry, stage, by: entry.need.version,
    rank=7,
    statement="Know the rivers better.",
)
assessment.on(needs.rank_need, "drafter office", *OPEN, at=first_entry, version=version, rank=9)
assessment.on(needs.remove_need, "drafter office", *OPEN, at=first_entry)
assessment.on(needs.carry_needs_over, "drafter", *OPEN)
assessment.on(needs.consult_assessment, "drafter", AssessmentState.DRAFT, AssessmentState.RETURNED)
assessment.on(needs.submit_assessment, "drafter office", *OPEN)
assessment.on(needs.return_assessment, "office signatory", AssessmentState.SUBMITTED, reason="Costs are missing.")
assessment.on(needs.adopt_assessment, "signatory", AssessmentState.SUBMITTED)


def make_country(stage: Stage, state: str):
    """Two versions wait for the signatory."""
    for _version in range(2):
        make_assessment(stage, AssessmentState.SUBMITTED)
    return stage.country


def submitted(number: int):
    return lambda country: country.assessments.filter(state=AssessmentState.SUBMITTED).order_by("-pk")[number]


country = Kind("a country", make_country)
country.on(needs.adopt_assessment, "signatory", at=submitted(0))
country.on(needs.adopt_assessment, "signatory", at=submitted(1))
country.on(needs.return_assessment, "office", at=submitted(1), reason="Costs are missing.")
country.on(
    needs.draft_assessment,
    "drafter office",
    at=nothing,
    country=lambda record, stage, by: stage.country,
    title="Rivers",
    kind="sectoral",
)
country.on(
    needs.draft_request, "drafter signatory", at=nothing, country=lambda record, stage, by: stage.country, title="Lakes"
)
country.on(
    projects.record_milestone,
    "office secretariat",
    stage=MilestoneStage.JOINT_PROJECT,
    reached_on=lambda record, stage, by: clock.today(),
)
