"""A needs assessment by its pages: begun, filled with needs, handed over, returned and adopted."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import AuditEvent
from needs import actions
from needs.choices import AssessmentKind, AssessmentState, NeedStatus
from needs.models import Need, NeedsAssessment
from reference.models import CapacityType, CrossCuttingArea
from tests.factories import AssessmentFactory, AssistanceRequestFactory, MeaFactory, NeedFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25
TEXTS = {"title": "Capacity self-assessment", "kind": "comprehensive", "language": "en"}
NEED = {"statement": "Know the rivers.", "rank": "1", "theme": "freshwater", "currency": "USD", "language": "en"}


@pytest.fixture
def draft(kenya_government, kenya, freshwater):
    """The country's own draft with one need."""
    assessment = actions.draft_assessment(
        by=kenya_government, country=kenya, title="Capacity self-assessment", kind=AssessmentKind.COMPREHENSIVE
    )
    actions.add_need(assessment, by=kenya_government, rank=1, statement="Know the rivers.", theme=freshwater)
    return assessment


@pytest.fixture
def adopted(draft, kenya_signatory, kenya_government):
    actions.submit_assessment(draft, by=kenya_government)
    return actions.adopt_assessment(draft, by=kenya_signatory)


def page(assessment, *parts):
    return "/".join(["/assessments", assessment.code, *parts]) + "/"


def need_page(assessment, act):
    return page(assessment, "needs", assessment.needs.first().code, act)


def signed_in(client, user):
    client.force_login(user)
    return client


def both_texts(response):
    """What the page of both texts shows: yours and saved of each differing field."""
    rows = response.context["differences"]
    return {tuple("".join(piece.text for piece in text) for text in (row.yours, row.saved)) for row in rows}


def notice_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_office_begins_an_assessment_for_a_country_of_its_region(client, africa_office, kenya, peru):
    signed_in(client, africa_office)
    response = client.post(
        "/assessments/new/",
        TEXTS | {"country": "KEN", "built_upon": "National report\n\n Plan of 2024 ", "summary": "Ten needs."},
    )
    assessment = NeedsAssessment.objects.get()
    assert (response.status_code, response.url) == (302, page(assessment, "edit"))
    assert (assessment.country, assessment.created_by, assessment.built_upon) == (
        kenya,
        africa_office,
        ["National report", "Plan of 2024"],
    )
    assert client.get(page(assessment, "edit")).status_code == 200


def test_a_government_begins_for_its_own_country_without_being_asked_which(client, kenya_government, kenya):
    signed_in(client, kenya_government)
    assert b'type="hidden" name="country" value="KEN"' in client.get("/assessments/new/").content
    client.post("/assessments/new/", TEXTS | {"country": "KEN"})
    assert NeedsAssessment.objects.get().country == kenya


@pytest.mark.parametrize("person", ["kenya_government", "africa_office"])
def test_nobody_begins_for_a_foreign_country(client, person, request, kenya, peru):
    signed_in(client, request.getfixturevalue(person))
    response = client.post("/assessments/new/", TEXTS | {"country": "PER"})
    assert response.status_code == 422
    assert TEXTS["title"] in response.content.decode()
    assert not NeedsAssessment.objects.exists()


@pytest.mark.parametrize("person", ["secretariat", "agency_member", "mea_focal_point"])
def test_other_roles_begin_none(client, person, request):
    assert signed_in(client, request.getfixturevalue(person)).get("/assessments/new/").status_code == 403


def test_what_was_typed_stays_when_something_is_wrong(client, africa_office, kenya):
    response = signed_in(client, africa_office).post(
        "/assessments/new/", {"kind": "stated", "summary": "Ten needs.", "consulted": "x" * 201, "country": "KEN"}
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "kind", "consulted", "language"}
    assert "Ten needs." in response.content.decode()


def test_the_office_sees_and_writes_only_drafts_that_an_office_of_the_region_began(client, africa_office, draft):
    signed_in(client, africa_office)
    assert client.get(page(draft, "edit")).status_code == 404
    NeedsAssessment.objects.filter(pk=draft.pk).update(state=AssessmentState.RETURNED, submitted_on=clock.today())
    assert client.get(page(draft, "edit")).status_code == 403
    assert client.post(page(draft, "submit")).status_code == 403


def test_the_country_works_on_a_draft_that_its_office_began(
    client, kenya_government, africa_office, asia_office, kenya
):
    assessment = actions.draft_assessment(by=africa_office, country=kenya, title="Together", kind="sectoral")
    assert signed_in(client, kenya_government).get(page(assessment, "edit")).status_code == 200
    assert signed_in(client, asia_office).get(page(assessment, "edit")).status_code == 404


def test_texts_are_changed_and_a_stale_save_loses_nothing(client, kenya_government, draft):
    signed_in(client, kenya_government)
    assert client.post(page(draft, "edit"), TEXTS | {"version": 1, "summary": "First."}).status_code == 302
    response = client.post(page(draft, "edit"), TEXTS | {"version": 1, "summary": "Second.", "kind": "sectoral"})
    assert response.status_code == 409
    assert both_texts(response) == {("Second.", "First."), ("Sectoral", "Comprehensive")}
    assert b'name="version" value="2"' in response.content
    draft.refresh_from_db()
    assert draft.summary == "First."
    choice = {"version": 2, "summary": "Second.", "keep-summary": "saved", "kind": "sectoral", "keep-kind": "yours"}
    assert client.post(page(draft, "edit"), TEXTS | choice).status_code == 302
    draft.refresh_from_db()
    assert (draft.summary, draft.kind) == ("First.", "sectoral")


def test_a_form_without_its_version_is_stale(client, kenya_government, draft):
    changed = TEXTS | {"title": "Another"}
    assert signed_in(client, kenya_government).post(page(draft, "edit"), changed).status_code == 409


def test_a_need_is_added_with_all_that_belongs_to_it(client, kenya_government, draft):
    area = CrossCuttingArea.objects.create(code="legislation", name="Legislation")
    training = CapacityType.objects.create(code="training", name="Training")
    treaty = MeaFactory(code="cbd")
    signed_in(client, kenya_government)
    response = client.post(
        page(draft, "needs", "add"),
        NEED
        | {"statement": "Know the lakes.", "rank": "2", "areas": ["legislation"], "capacity_types": ["training"]}
        | {
            "meas": ["cbd"],
            "estimated_cost": "180,000",
            "expected_change": "Clean lakes",
            "indicator": "Lakes measured",
        },
    )
    need = Need.objects.get(statement="Know the lakes.")
    assert (response.status_code, need.entries.get().rank, need.estimated_cost, need.currency) == (
        302,
        2,
        180000,
        "USD",
    )
    assert ([*need.areas.all()], [*need.capacity_types.all()], [*need.meas.all()]) == ([area], [training], [treaty])
    assert need.code in notice_of(response)


def test_a_need_without_words_theme_or_rank_is_refused_and_stays_typed(client, kenya_government, draft):
    response = signed_in(client, kenya_government).post(
        page(draft, "needs", "add"), {"rank": "0", "expected_change": "Clean lakes", "estimated_cost": "much"}
    )
    assert response.status_code == 422
    assert {"statement", "rank", "theme", "estimated_cost"} <= set(response.context["form"].errors)
    assert "Clean lakes" in response.content.decode()


def test_a_need_is_changed_and_a_stale_save_loses_nothing(client, kenya_government, draft):
    signed_in(client, kenya_government)
    address = need_page(draft, "edit")
    assert client.get(address).status_code == 200
    client.post(address, NEED | {"version": 1, "statement": "Know the lakes.", "rank": "3"})
    need = draft.needs.get()
    assert (need.statement, need.entries.get().rank) == ("Know the lakes.", 3)
    response = client.post(address, NEED | {"version": 1, "statement": "Know the seas.", "rank": "3"})
    assert response.status_code == 409
    assert both_texts(response) == {("Know the seas.", "Know the lakes.")}
    assert "Know the <mark>seas</mark>." in response.content.decode()
    mine = NEED | {"version": 2, "statement": "Know the seas.", "rank": "3", "act": "copy"}
    assert client.post(address, mine).status_code == 302
    assert {need.statement for need in draft.needs.all()} == {"Know the seas.", "Know the lakes."}


def test_the_same_words_saved_twice_are_no_conflict(client, kenya_government, draft):
    signed_in(client, kenya_government)
    changed = NEED | {"version": 1, "statement": "Know the lakes."}
    assert client.post(need_page(draft, "edit"), changed).status_code == 302
    assert client.post(need_page(draft, "edit"), changed).status_code == 302
    assert draft.needs.get().version == 2


def test_a_need_of_this_draft_only_disappears_with_its_removal(client, kenya_government, draft):
    response = signed_in(client, kenya_government).post(need_page(draft, "remove"))
    assert (response.status_code, Need.objects.count(), draft.entries.count()) == (302, 0, 0)
    assert AuditEvent.objects.filter(verb="need.removed", actor=kenya_government).count() == 1


def test_a_need_that_a_request_names_is_not_removed(client, kenya_government, draft, kenya):
    AssistanceRequestFactory(country=kenya).needs.add(draft.needs.get())
    assert signed_in(client, kenya_government).post(need_page(draft, "remove")).status_code == 409
    assert draft.entries.count() == 1


def test_needs_are_carried_over_ranked_anew_and_taken_out_but_stay_on_record(client, kenya_government, adopted, kenya):
    signed_in(client, kenya_government)
    client.post("/assessments/new/", TEXTS | {"country": "KEN", "title": "Update"})
    update = NeedsAssessment.objects.get(title="Update")
    assert "1 need has been carried over." in notice_of(client.post(page(update, "needs", "carry-over")))
    assert "carried over" in client.get(page(update, "edit")).content.decode()
    entry = update.entries.get()
    assert client.post(need_page(update, "edit"), NEED | {"version": 1}).status_code == 409
    assert client.post(need_page(update, "rank"), {"rank": "4", "version": entry.version}).status_code == 302
    assert client.post(need_page(update, "rank"), {"rank": "5", "version": entry.version}).status_code == 409
    assert update.entries.get().rank == 4
    assert client.post(need_page(update, "remove")).status_code == 302
    assert (Need.objects.count(), adopted.entries.count()) == (1, 1)


def test_a_need_that_is_met_is_not_carried_over(client, kenya_government, adopted, kenya):
    adopted.needs.update(status=NeedStatus.MET)
    update = actions.draft_assessment(by=kenya_government, country=kenya, title="Update", kind="sectoral")
    client.force_login(kenya_government)
    assert "0 needs have been carried over." in notice_of(client.post(page(update, "needs", "carry-over")))


def test_a_draft_goes_to_consultation_is_submitted_returned_and_adopted(
    client, kenya_government, kenya_signatory, draft
):
    signed_in(client, kenya_government)
    assert "consultation" in notice_of(client.post(page(draft, "consult")))
    assert "now with the signatory of Kenya" in notice_of(client.post(page(draft, "submit")))
    assert client.post(page(draft, "submit")).status_code == 409
    assert client.post(page(draft, "adopt")).status_code == 403
    signed_in(client, kenya_signatory)
    refused = client.post(page(draft, "return"), {"reason": ""})
    assert refused.status_code == 422
    assert "has been returned" in notice_of(client.post(page(draft, "return"), {"reason": "Costs are missing."}))
    assert AuditEvent.objects.get(verb="assessment.returned").reason == "Costs are missing."
    assert client.post(page(draft, "adopt")).status_code == 409
    client.post(page(draft, "submit"))
    assert "has been adopted" in notice_of(client.post(page(draft, "adopt")))
    assert client.post(page(draft, "adopt")).status_code == 409
    draft.refresh_from_db()
    assert draft.state == AssessmentState.ADOPTED


def test_those_who_wrote_a_returned_draft_read_why_and_what_was_done(client, kenya_government, kenya_signatory, draft):
    actions.submit_assessment(draft, by=kenya_government)
    actions.return_assessment(draft, by=kenya_signatory, reason="Costs are missing.")
    text = signed_in(client, kenya_government).get(page(draft)).content.decode()
    assert text.count("Costs are missing.") == 2  # above the acts, and in the history
    assert "Returned with a reason" in text
    assert "Submitted to the signatory" in text


def test_the_history_of_an_adopted_assessment_is_not_public(client, adopted):
    assert "Submitted to the signatory" not in client.get(page(adopted)).content.decode()


def test_an_adopted_assessment_takes_no_edit(client, kenya_government, adopted):
    signed_in(client, kenya_government)
    assert client.post(page(adopted, "edit"), TEXTS | {"version": 3}).status_code == 409
    assert client.post(page(adopted, "needs", "add"), NEED).status_code == 409
    assert client.post(need_page(adopted, "remove")).status_code == 409


def test_an_assessment_without_needs_is_not_submitted(client, kenya_government, kenya):
    draft = actions.draft_assessment(by=kenya_government, country=kenya, title="Empty", kind="sectoral")
    assert signed_in(client, kenya_government).post(page(draft, "submit")).status_code == 409


@pytest.mark.parametrize("act", ["consult", "submit", "return", "adopt"])
@pytest.mark.parametrize("person", ["peru_government", "asia_office", "agency_member", "mea_focal_point"])
def test_a_foreign_reader_cannot_tell_that_it_exists(client, person, act, request):
    assessment = AssessmentFactory(submitted=True, needs=[NeedFactory()])
    signed_in(client, request.getfixturevalue(person))
    assert client.post(page(assessment, act), {"reason": "Ours."}).status_code == 404


def test_the_secretariat_returns_but_neither_writes_nor_adopts(client, secretariat):
    assessment = AssessmentFactory(submitted=True, needs=[NeedFactory()])
    signed_in(client, secretariat)
    assert client.get(page(assessment, "edit")).status_code == 403
    assert client.post(page(assessment, "adopt")).status_code == 403
    assert client.post(page(assessment, "return"), {"reason": "Costs are missing."}).status_code == 302


def test_signed_out_people_are_sent_to_the_sign_in(client, draft):
    for address in ("/assessments/new/", page(draft, "edit"), page(draft, "needs", "add"), need_page(draft, "edit")):
        assert client.get(address).url == f"/accounts/sign-in/?next={address}"
    assert client.post(page(draft, "submit")).status_code == 302
    assert NeedsAssessment.objects.get().state == AssessmentState.DRAFT


def test_the_draft_page_asks_the_database_little_whatever_the_number_of_needs(
    client, kenya_government, draft, freshwater
):
    signed_in(client, kenya_government)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page(draft, "edit")).status_code == 200
        counts.append(len(asked))
        for rank in range(2, 8):
            actions.add_need(draft, by=kenya_government, rank=rank, statement=f"Need {rank}.", theme=freshwater)
    assert counts[0] == counts[1] <= MOST_QUERIES
