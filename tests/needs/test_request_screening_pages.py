"""Screening a request on its page: evidence, answers, decision."""

from datetime import timedelta

import pytest

from core import clock
from core.models import AuditEvent
from needs import actions
from needs.choices import Answer, Criterion, RefusalReason, RequestState
from needs.loading import load_service_limits
from needs.screening_evidence import evidence_beside, look_alikes
from reference.choices import GroupKind
from reference.models import CountryGroup, GroupMembership
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    MeaFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    screen_fully,
)

pytestmark = pytest.mark.django_db

DECISION = {"recommendation": "Admit.", "reasons": "It follows the adopted water plan."}


@pytest.fixture
def in_screening(africa_office):
    assistance = AssistanceRequestFactory(screening=True)
    assistance.assigned_to = africa_office
    assistance.save()
    return assistance


def address(assistance, act):
    return f"/requests/{assistance.code}/{act}/"


def answers(*, version=0, answer=Answer.MET, reason="", only=Criterion.values):
    fields = {}
    for number in only:
        fields |= {f"c{number}-answer": answer, f"c{number}-reason": reason, f"c{number}-version": version}
    return fields


def test_an_officer_takes_a_request_up_once(client, africa_office):
    load_service_limits()
    assistance = AssistanceRequestFactory(submitted=True)
    client.force_login(africa_office)
    assert "Start screening" in client.get(assistance.get_absolute_url()).content.decode()
    response = client.post(address(assistance, "start-screening"), follow=True)
    page = response.content.decode()
    assert "is now in screening and has been assigned to you. Now with: O. Africa, until" in page.replace("\n", " ")
    assistance.refresh_from_db()
    assert (assistance.state, assistance.assigned_to) == (RequestState.SCREENING, africa_office)
    assert client.post(address(assistance, "start-screening")).status_code == 409


@pytest.mark.parametrize("act", ["start-screening", "criteria", "accept", "return", "decline"])
@pytest.mark.parametrize(
    ("person", "status"),
    [("kenya_signatory", 403), ("peru_government", 404), ("asia_office", 404), ("agency_member", 404)],
)
def test_screening_is_the_business_of_the_office(client, request, in_screening, act, person, status):
    client.force_login(request.getfixturevalue(person))
    fields = answers() | DECISION | {"question": "?", "refusal_reason": "other"}
    assert client.post(address(in_screening, act), fields).status_code == status
    in_screening.refresh_from_db()
    assert in_screening.state == RequestState.SCREENING
    assert not in_screening.screenings.exists()


def test_all_answers_are_saved_at_once(client, africa_office, in_screening):
    client.force_login(africa_office)
    response = client.post(address(in_screening, "criteria"), answers(only=[1, 2, 3]), follow=True)
    page = response.content.decode()
    assert "Saved. 3 of 8 criteria have been answered." in page
    assert "3 of 8 criteria answered" in page
    assert 'href="#criterion-4"' in page
    again = client.post(address(in_screening, "criteria"), answers(only=[1, 2, 3]))
    assert again.status_code == 302
    assert AuditEvent.objects.filter(verb="request.screened").count() == 3


def test_one_answer_is_saved_and_the_rest_of_the_page_stays_as_typed(client, africa_office, in_screening):
    client.force_login(africa_office)
    fields = answers(only=[1]) | answers(only=[2], answer=Answer.PARTLY) | {"reasons": "Half written", "only": "1"}
    response = client.post(address(in_screening, "criteria"), fields)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Half written" in page
    assert 'name="c2-answer" value="partly"' in page
    assert "checked" in page.split('name="c2-answer" value="partly"')[1].split(">")[0]
    assert list(in_screening.screenings.values_list("criterion", flat=True)) == [1]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (answers(only=[2], answer=Answer.PARTLY), "Explain why criterion 2 is not fully met."),
        (answers(only=[2], answer="", reason="Because."), "Choose an answer to criterion 2."),
        (answers(only=[2], answer="perhaps"), "Choose one of the four answers."),
    ],
)
def test_a_wrong_answer_is_refused_in_words_and_nothing_is_lost(client, africa_office, in_screening, wrong, sentence):
    client.force_login(africa_office)
    fields = answers(only=[1]) | wrong | {"recommendation": "Half written"}
    response = client.post(address(in_screening, "criteria"), fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert page.count(sentence) == 2
    assert "Half written" in page
    assert not in_screening.screenings.exists()


def test_an_answer_that_a_colleague_gave_meanwhile_stands_beside_ones_own(
    client, africa_office, secretariat, in_screening
):
    actions.answer_criterion(in_screening, by=secretariat, criterion=1, answer=Answer.NOT_MET, reason="No plan.")
    client.force_login(africa_office)
    response = client.post(address(in_screening, "criteria"), answers(only=[1], reason="Plan of 2023."))
    page = response.content.decode()
    assert response.status_code == 409
    assert "No plan." in page
    assert "Plan of 2023." in page
    assert in_screening.screenings.get().answer == Answer.NOT_MET
    assert 'name="c1-version" value="1"' in page
    client.post(address(in_screening, "criteria"), answers(only=[1], reason="Plan of 2023.", version=1))
    assert in_screening.screenings.get().reason == "Plan of 2023."


def test_accepting_saves_the_answers_of_the_page_and_says_what_happens_next(client, africa_office, in_screening):
    load_service_limits()
    client.force_login(africa_office)
    response = client.post(address(in_screening, "accept"), answers() | DECISION, follow=True)
    page = response.content.decode()
    assert "has been admitted. Now with: Regional Office for Africa, until" in page
    in_screening.refresh_from_db()
    assert in_screening.state == RequestState.ACCEPTED
    assert in_screening.screenings.count() == 8
    assert client.post(address(in_screening, "accept"), answers() | DECISION).status_code == 409
    assert AuditEvent.objects.filter(verb="request.accepted").count() == 1


@pytest.mark.parametrize("act", ["accept", "decline"])
@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"c8-answer": ""}, "Choose an answer to criterion 8."),
        ({"recommendation": ""}, "Write the recommendation."),
        ({"reasons": " "}, "Give the reasons for the decision."),
    ],
)
def test_no_decision_without_all_answers_recommendation_and_reasons(
    client, africa_office, in_screening, act, missing, sentence
):
    client.force_login(africa_office)
    fields = answers() | DECISION | {"refusal_reason": "other"} | missing
    response = client.post(address(in_screening, act), fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    in_screening.refresh_from_db()
    assert in_screening.state == RequestState.SCREENING
    assert not in_screening.screenings.exists()


def test_declining_needs_a_reason_of_the_list_and_the_country_reads_it_all(
    client, africa_office, kenya_government, in_screening
):
    client.force_login(africa_office)
    fields = answers(answer=Answer.PARTLY, reason="Not wholly.") | DECISION
    refused = client.post(address(in_screening, "decline"), fields)
    assert refused.status_code == 422
    assert "Choose why the request is not admitted." in refused.content.decode()
    assert client.post(address(in_screening, "decline"), fields | {"refusal_reason": "duplicate"}).status_code == 302
    in_screening.refresh_from_db()
    assert (in_screening.state, in_screening.refusal_reason) == (RequestState.DECLINED, RefusalReason.DUPLICATE)
    client.force_login(kenya_government)
    page = client.get(in_screening.get_absolute_url()).content.decode()
    for words in ("Duplicate of support under way", DECISION["reasons"], DECISION["recommendation"], "Not wholly."):
        assert words in page


def test_returning_asks_the_country_and_keeps_the_answers_so_far(client, africa_office, kenya_signatory, in_screening):
    client.force_login(africa_office)
    assert client.post(address(in_screening, "return"), answers(only=[1])).status_code == 422
    fields = answers(only=[1]) | {"question": "Who keeps the stations?"}
    assert client.post(address(in_screening, "return"), fields).status_code == 302
    in_screening.refresh_from_db()
    assert in_screening.state == RequestState.RETURNED
    assert in_screening.screenings.count() == 1
    client.force_login(kenya_signatory)
    page = client.get(in_screening.get_absolute_url()).content.decode()
    assert "The regional office has a question." in page
    assert "Who keeps the stations?" in page
    assert "Read and sign" in page


def test_the_country_sees_the_same_page_without_the_form_and_no_answer_before_the_decision(
    client, africa_office, kenya_government, in_screening
):
    actions.answer_criterion(
        in_screening, by=africa_office, criterion=1, answer=Answer.NOT_MET, reason="Whispered doubt."
    )
    client.force_login(kenya_government)
    page = client.get(in_screening.get_absolute_url()).content.decode()
    for criterion in Criterion:
        assert str(criterion.label) in page
    assert "1 of 8 criteria answered" in page
    assert "/criteria/" not in page
    assert "Whispered" not in page


def test_beside_each_criterion_stands_what_is_on_record(africa_office, kenya, freshwater):
    need = NeedFactory(code="NEED-1", countries=[kenya], theme=freshwater)
    need.meas.add(MeaFactory(code="ramsar"))
    AssessmentFactory(adopted=True, code="NA-1", needs=[need])
    ldc = CountryGroup.objects.create(code="ldc", name="Least developed countries", kind=GroupKind.LDC)
    GroupMembership.objects.create(group=ldc, country=kenya)
    project = ProjectFactory(title="Rivers", country=kenya, lead=AgencyFactory(name="Lake office"))
    project.themes.set([freshwater])
    similar = AssistanceRequestFactory(code="REQ-ALIKE", submitted=True)
    assistance = AssistanceRequestFactory(screening=True, stakeholders="41 women.")
    assistance.needs.add(need)
    assistance.meas.add(MeaFactory(code="cbd"))
    found = evidence_beside(assistance, africa_office)
    assert list(found) == list(Criterion)
    assert found[Criterion.NATIONAL_PRIORITY].rows[0].code == "NEED-1"
    assert found[Criterion.NATIONAL_PRIORITY].rows[0].note == "named in the request · rank 1 in NA-1"
    assert [row.text for row in found[Criterion.POVERTY].rows] == ["Least developed countries"]
    assert [row.code for row in found[Criterion.EXISTING_ASSESSMENTS].rows] == ["NA-1"]
    assert [row.code for row in found[Criterion.NO_DUPLICATION].rows] == [project.code, similar.code]
    assert "Lake office" in found[Criterion.NO_DUPLICATION].rows[0].note
    assert [row.text for row in found[Criterion.TREATIES].rows] == ["CBD", "RAMSAR"]
    assert found[Criterion.STAKEHOLDERS].text == "41 women."


def test_offers_of_the_south_are_shown_but_not_ones_own(africa_office, kenya, peru, freshwater):
    south = CountryGroup.objects.create(code="developing", name="Developing countries", kind=GroupKind.DEVELOPING)
    for country in (kenya, peru):
        GroupMembership.objects.create(group=south, country=country)
        offer = OfferFactory(title=f"Offer of {country}", provider=AgencyFactory(country=country))
        offer.themes.set([freshwater])
    OfferFactory(title="Offer of the North", provider=AgencyFactory(country=None)).themes.set([freshwater])
    found = evidence_beside(AssistanceRequestFactory(screening=True), africa_office)[Criterion.SOUTH_SOUTH]
    assert [row.text for row in found.rows] == ["Offer of Peru"]


def test_look_alikes_reach_back_three_years_and_no_further_than_the_reader_sees(
    africa_office, kenya_government, kenya, freshwater
):
    today = clock.today()
    old = today - timedelta(days=4 * 366)
    AssistanceRequestFactory(code="REQ-OLD", submitted=True, received_on=old)
    AssistanceRequestFactory(code="REQ-DRAFT")
    rwanda = AssistanceRequestFactory(code="REQ-RWA", submitted=True, country__iso3="RWA")
    assert [row.code for row in look_alikes(kenya, freshwater, africa_office)] == ["REQ-RWA"]
    assert look_alikes(kenya, freshwater, africa_office, besides=rwanda) == []
    assert look_alikes(kenya, freshwater, kenya_government) == []
    assert look_alikes(kenya, None, africa_office) == []


def test_a_screened_request_shows_its_answers_to_the_office_when_it_came_back(client, africa_office):
    assistance = screen_fully(AssistanceRequestFactory(returned=True))
    client.force_login(africa_office)
    page = client.get(assistance.get_absolute_url()).content.decode()
    assert "8 of 8 criteria answered" in page
    assert page.count("no further reason given") == 8
