"""Who is told what of requests and assessments: each act with everybody looking on, and only the right ones told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from core import clock
from core.letters import mail
from core.models import AuditEvent, Letter
from needs import actions
from needs.choices import RefusalReason, RequestState
from needs.models import AssistanceRequest, NeedsAssessment, ServiceLimit
from projects.choices import ProjectState
from reference.models import Country
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    MeaFactory,
    NeedFactory,
    ProjectFactory,
    UserFactory,
    screen_fully,
)
from tests.letters import assert_readers_can_read_on, told

DRAFTER, SIGNATORY = "Drafter of Kenya", "Signatory of Kenya"
OFFICE, COLLEAGUE = "Office for Africa", "Colleague in the office for Africa"
TREATY = "Focal point for biological diversity"
COUNTRY = {DRAFTER, SIGNATORY}


@pytest.fixture
def cast(
    kenya_government,
    kenya_signatory,
    africa_office,
    secretariat,
    mea_focal_point,
    agency_member,
    peru_government,
    asia_office,
    agency,
    kenya,
):
    """Everybody there is; whoever is not named by a test must not be told."""
    UserFactory(name="Focal point for desertification", role="mea", meas=[MeaFactory(code="unccd")])
    UserFactory(name="Member of another agency", role="agency", agency=AgencyFactory())
    return {
        "drafter": kenya_government,
        "signatory": kenya_signatory,
        "office": africa_office,
        "colleague": UserFactory(name=COLLEAGUE, regional_office=True, region=kenya.region),
        "treaty": mea_focal_point,
        "agency": agency,
    }


@pytest.fixture
def a_request(cast, kenya):
    """A request of Kenya in any state, tagged with a treaty and answered by a project of the river institute."""

    def make(**traits):
        assistance = AssistanceRequestFactory(country=kenya, created_by=cast["drafter"], **traits)
        assistance.meas.add(MeaFactory(code="cbd"))
        ends = {} if assistance.decision else {"state": ProjectState.CANCELLED, "state_reason": "No money."}
        ProjectFactory(assistance=assistance, lead=cast["agency"], country=kenya, **ends)
        return assistance

    return make


def hand_over(assistance, cast):
    actions.hand_over_request(assistance, by=cast["drafter"])


def submit(assistance, cast):
    actions.submit_request(assistance, by=cast["signatory"])


def start_screening(assistance, cast):
    actions.start_screening(assistance, by=cast["office"])


def ask(assistance, cast):
    actions.ask_question(assistance, by=cast["office"], text="Which rivers?")


def answer(assistance, cast):
    actions.answer_question(assistance, by=cast["drafter"], text="The Tana.")


def comment_by(person):
    def comment(assistance, cast):
        actions.comment_request(assistance, by=cast[person], text="The treaty knows of a like case.")

    return comment


def give_back(assistance, cast):
    actions.return_request(assistance, by=cast["office"], question="Which rivers?")


def accept(assistance, cast):
    screen_fully(assistance)
    actions.accept_request(assistance, by=cast["office"], recommendation="Accept.", reasons="It fits.")


def decline(assistance, cast):
    screen_fully(assistance)
    actions.decline_request(
        assistance, by=cast["office"], refusal_reason=RefusalReason.DUPLICATE, recommendation="No.", reasons="Twice."
    )


def merge(assistance, cast):
    survivor = AssistanceRequestFactory(country=assistance.country, submitted=True)
    actions.merge_request(assistance, into=survivor, by=cast["office"], reason="Both ask for the same.")


def withdraw(assistance, cast):
    actions.withdraw_request(assistance, by=cast["signatory"], reason="Found elsewhere.")


def deliver(assistance, cast):
    actions.deliver_request(assistance, by=cast["office"])


def close(assistance, cast):
    actions.close_request(assistance, by=cast["signatory"], rating=4)


def verify(assistance, cast):
    actions.verify_result(assistance, by=cast["office"], evidence="Report of the laboratory")


def both(*names):
    return {(notice, name) for notice, people in names for name in people}


ACTS = {
    "request.handed_over": ({}, hand_over, both(("request_handed_over", {SIGNATORY}))),
    "request.submitted": ({}, submit, both(("request_submitted", {OFFICE, COLLEAGUE}))),
    "request.screening_started": (
        {"submitted": True}, start_screening, both(("request_screening_started", COUNTRY)),
    ),
    "request.question_written": ({"screening": True}, ask, both(("request_question_asked", COUNTRY))),
    "request.answer_written": (
        {"screening": True}, answer, both(("request_question_answered", {OFFICE, COLLEAGUE})),
    ),
    "request.returned": ({"screening": True}, give_back, both(("request_returned", COUNTRY))),
    "request.accepted": (
        {"screening": True},
        accept,
        both(("request_accepted", COUNTRY), ("request_accepted_for_treaty", {TREATY})),
    ),
    "request.declined": ({"screening": True}, decline, both(("request_declined", COUNTRY))),
    "request.merged": ({"screening": True}, merge, both(("request_merged", COUNTRY))),
    "request.withdrawn": ({"submitted": True}, withdraw, both(("request_withdrawn", {OFFICE, COLLEAGUE}))),
    "request.delivered": ({"in_response": True}, deliver, both(("request_delivered", {SIGNATORY}))),
    "request.closed": ({"delivered": True}, close, both(("request_closed", {OFFICE, COLLEAGUE}))),
    "request.verified": ({"closed": True}, verify, both(("request_verified", COUNTRY))),
}  # fmt: skip


@pytest.mark.parametrize("verb", ACTS)
def test_an_act_on_a_request_tells(verb, a_request, cast, client):
    traits, act, expected = ACTS[verb]
    assistance = a_request(**traits)

    act(assistance, cast)

    assert told(verb) == expected
    event = AuditEvent.objects.about(assistance).get(verb=verb)
    for letter in Letter.objects.filter(event__verb=verb):
        assert letter.event == event
        assert assistance.code in letter.subject
        assert f"http://localhost:8000/requests/{assistance.code}/\n" in letter.body
        assert "{{" not in letter.subject + letter.body
    assert_readers_can_read_on(client)


def test_a_return_with_a_question_is_one_letter_only(a_request, cast):
    give_back(a_request(screening=True), cast)
    assert told("request.question_written") == set()
    assert told("request.returned") == both(("request_returned", COUNTRY))


@pytest.mark.parametrize(
    ("writer", "readers"),
    [("treaty", {*COUNTRY, OFFICE, COLLEAGUE}), ("drafter", {OFFICE, COLLEAGUE}), ("office", COUNTRY)],
)
def test_a_comment_tells_the_other_side(a_request, cast, writer, readers):
    comment_by(writer)(a_request(accepted=True), cast)
    assert told() == both(("request_commented", readers))


def test_nobody_is_told_of_an_own_act(a_request, cast):
    assistance = AssistanceRequestFactory(country=cast["signatory"].country, created_by=cast["signatory"])
    colleague = UserFactory(name="Second signatory", government=True, country=assistance.country, is_signatory=True)
    actions.hand_over_request(assistance, by=cast["signatory"])
    assert told() == {("request_handed_over", colleague.name)}


def test_a_letter_says_who_has_the_request_now_and_until_when(a_request, cast):
    ServiceLimit.objects.create(state=RequestState.SUBMITTED, working_days=5)
    with clock.at(date(2026, 11, 16)):  # a Monday
        submit(a_request(state_since=date(2026, 11, 16)), cast)
    body = Letter.objects.filter(recipient=cast["office"]).get().body
    assert "Now with: Regional Office for Africa, until 23 Nov 2026." in body


def test_each_reader_is_written_to_in_the_own_language(a_request, cast):
    cast["colleague"].language = "fr"
    cast["colleague"].save()
    submit(a_request(), cast)
    languages = dict(Letter.objects.values_list("recipient__name", "language"))
    assert languages == {OFFICE: "en", COLLEAGUE: "fr"}
    french = Letter.objects.get(language="fr")
    assert mail.message_of(french).extra_headers["Content-Language"] == "fr"


@pytest.mark.parametrize(
    "columns",
    [{"is_active": False}, {"email": ""}, {"wants_letters": False}],
    ids=["disabled", "no address", "unwilling"],
)
def test_who_is_not_written_to(a_request, cast, columns):
    User.objects.filter(pk=cast["office"].pk).update(**columns)
    submit(a_request(), cast)
    assert told() == {("request_submitted", COLLEAGUE)}


def test_letters_that_wait_for_a_signature_come_to_everybody(a_request, cast):
    User.objects.filter(pk=cast["signatory"].pk).update(wants_letters=False)
    hand_over(a_request(), cast)
    assert told() == {("request_handed_over", SIGNATORY)}
    assert "switch off emails of this kind" not in Letter.objects.get().body


def test_optional_letters_say_that_they_can_be_switched_off(a_request, cast):
    submit(a_request(), cast)
    assert all("switch off emails of this kind" in body for body in Letter.objects.values_list("body", flat=True))


def test_a_drafter_who_speaks_for_another_country_now_is_not_told(a_request, cast, peru):
    assistance = a_request(screening=True)
    User.objects.filter(pk=cast["drafter"].pk).update(country=peru)
    ask(assistance, cast)
    assert told() == {("request_question_asked", SIGNATORY)}


def test_a_country_that_reports_to_no_office_reports_to_the_secretariat(a_request, cast, kenya):
    assistance = a_request()
    Country.objects.filter(pk=kenya.pk).update(region=None)
    submit(assistance, cast)
    assert told() == {("request_submitted", "Secretariat")}


def test_an_act_with_letters_needs_few_statements_more(a_request, cast, django_assert_max_num_queries):
    """Its readers, the limit of the new state, and one insert for all letters."""
    assistance = a_request()
    with mail.muted(), django_assert_max_num_queries(100) as silent:
        submit(assistance, cast)
    AssistanceRequest.objects.filter(pk=assistance.pk).update(state=RequestState.DRAFT)
    with django_assert_max_num_queries(len(silent) + 3):
        submit(assistance, cast)
    assert Letter.objects.count() == 2


# Assessments


@pytest.fixture
def draft(cast, kenya):
    need = NeedFactory(countries=[kenya])
    need.meas.add(MeaFactory(code="cbd"))
    return AssessmentFactory(country=kenya, needs=[need], created_by=cast["drafter"])


def submitted(assessment):
    NeedsAssessment.objects.filter(pk=assessment.pk).update(state="submitted", submitted_on=clock.today())
    return assessment


def test_a_submitted_assessment_waits_for_the_signatory(draft, cast):
    actions.submit_assessment(draft, by=cast["drafter"])
    assert told() == {("assessment_submitted", SIGNATORY)}
    assert f"http://localhost:8000/assessments/{draft.code}/\n" in Letter.objects.get().body


def test_a_returned_assessment_goes_to_its_author(draft, cast):
    actions.return_assessment(submitted(draft), by=cast["office"], reason="Add the south.")
    assert told() == {("assessment_returned", DRAFTER)}


def test_an_author_in_the_office_is_told_as_well(kenya, cast):
    assessment = AssessmentFactory(country=kenya, submitted=True, created_by=cast["office"])
    actions.return_assessment(assessment, by=cast["signatory"], reason="Add the south.")
    assert told() == {("assessment_returned", OFFICE)}


def test_an_adopted_assessment_is_told_to_office_author_and_treaty(draft, cast, client):
    actions.adopt_assessment(submitted(draft), by=cast["signatory"])
    assert told() == both(
        ("assessment_adopted", {OFFICE, COLLEAGUE, DRAFTER}), ("assessment_adopted_for_treaty", {TREATY})
    )
    assert_readers_can_read_on(client)


@pytest.mark.parametrize("hidden", ["assessment", "need"])
def test_focal_points_are_told_only_of_what_is_public(draft, cast, hidden):
    record = draft if hidden == "assessment" else draft.needs.get()
    type(record).objects.filter(pk=record.pk).update(visibility="partners")
    actions.adopt_assessment(submitted(draft), by=cast["signatory"])
    assert told() == both(("assessment_adopted", {OFFICE, COLLEAGUE, DRAFTER}))


# Reminders


@pytest.fixture
def limits(db):
    for state in (RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED):
        ServiceLimit.objects.create(state=state, working_days=5)


def late(**columns):
    return {"state_since": timezone.localdate() - timedelta(days=20), **columns}


@pytest.mark.parametrize(
    ("traits", "readers"),
    [
        ({"submitted": True}, {OFFICE, COLLEAGUE}),
        ({"returned": True}, COUNTRY),
        ({"returned": True, "handed_over_on": date(2026, 1, 5)}, {SIGNATORY}),
        ({"screening": True}, {OFFICE, COLLEAGUE}),
    ],
)
def test_the_holder_of_a_request_over_its_limit_is_reminded(a_request, limits, traits, readers):
    a_request(**late(**traits))
    assert actions.remind_holders() == 1
    assert told() == both(("request_overdue", readers))
    assert "the time limit ended on" in Letter.objects.first().body


@pytest.mark.parametrize(("is_there", "readers"), [(True, {COLLEAGUE}), (False, {OFFICE})])
def test_the_officer_who_screens_is_reminded_alone_unless_gone(a_request, cast, limits, is_there, readers):
    User.objects.filter(pk=cast["colleague"].pk).update(is_active=is_there)
    a_request(**late(screening=True, assigned_to=cast["colleague"]))
    actions.remind_holders()
    assert told() == both(("request_overdue", readers))


def test_a_holder_is_reminded_once_in_each_state(a_request, cast, limits):
    assistance = a_request(**late(submitted=True))
    assert [actions.remind_holders(), actions.remind_holders()] == [1, 0]
    start_screening(assistance, cast)
    with clock.at(timezone.localdate() + timedelta(days=30)):
        assert [actions.remind_holders(), actions.remind_holders()] == [1, 0]
    assert AuditEvent.objects.about(assistance).filter(verb="request.reminded").count() == 2


def test_nobody_is_reminded_of_what_is_in_time_or_finished(a_request, limits):
    a_request(submitted=True, state_since=timezone.localdate())
    a_request(**late(closed=True))
    a_request(**late(state=RequestState.WITHDRAWN))
    assert actions.remind_holders() == 0
    assert told() == set()
