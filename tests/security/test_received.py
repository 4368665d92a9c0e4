"""Sight follows what happened, not the name of the last state: was it ever handed over?"""

import pytest
from django.test import Client

from core import clock
from core.models import Letter
from needs import actions
from needs.choices import AssessmentState, RequestState
from needs.models import AssistanceRequest, Message, Need, NeedsAssessment
from needs.report_facts import requests as counted_requests
from tests.factories import AssessmentFactory, AssistanceRequestFactory, MeaFactory, NeedFactory

WORD = "Quagga"


@pytest.fixture
def office(africa_office):
    client = Client()
    client.force_login(africa_office)
    return client


def places(*codes: str) -> list[str]:
    found = ["/desk/", "/requests/", "/requests/?format=csv", "/requests/screening/", "/assessments/", "/needs/"]
    found += ["/countries/KEN/", "/search/?q=Quag", "/meas/cbd/", "/needs/?format=csv"]
    found += [f"/api/v1/{name}/{tail}" for name in ("requests", "assessments", "needs") for tail in ("", "?format=csv")]
    return found + [f"/requests/{code}/" for code in codes] + [f"/api/v1/requests/{code}/" for code in codes]


def leaks(client: Client, *codes: str) -> list[str]:
    return [url for url in places(*codes) if WORD in client.get(url).getvalue().decode()]


@pytest.fixture
def withdrawn_draft(kenya_government, kenya_signatory, kenya, freshwater, africa_office):
    draft = AssistanceRequestFactory(country=kenya, title=f"{WORD} of the lake", created_by=kenya_government)
    draft.needs.add(NeedFactory(countries=[kenya]))
    draft.meas.add(MeaFactory(code="cbd"))
    return actions.withdraw_request(draft, by=kenya_signatory, reason=f"The {WORD} is gone.")


def test_a_draft_withdrawn_before_it_was_submitted_stays_its_countrys(withdrawn_draft, office):
    assert withdrawn_draft.state == RequestState.WITHDRAWN
    assert leaks(office, withdrawn_draft.code) == []
    assert office.get(f"/requests/{withdrawn_draft.code}/").status_code == 404


def test_nobody_outside_is_told_of_it_and_the_report_does_not_count_it(withdrawn_draft, kenya_government):
    assert {letter.recipient.role for letter in Letter.objects.all()} <= {kenya_government.role}
    assert counted_requests(None, None, clock.today()) == []
    assert not AssistanceRequest.objects.counted().exists()


def test_its_country_still_reads_it_and_writes_no_messages_there(withdrawn_draft, kenya_government, client):
    client.force_login(kenya_government)
    assert WORD in client.get(f"/requests/{withdrawn_draft.code}/").getvalue().decode()
    answer = client.post(f"/requests/{withdrawn_draft.code}/messages/", {"text": WORD, "language": "en"})
    assert answer.status_code == 409
    assert not Message.objects.exists()


def test_one_withdrawn_after_it_was_submitted_stays_with_the_office(kenya_signatory, kenya, africa_office, office):
    received = AssistanceRequestFactory(country=kenya, returned=True, title=f"{WORD} of the lake")
    actions.withdraw_request(received, by=kenya_signatory, reason="Paid by others.")
    assert office.get(f"/requests/{received.code}/").status_code == 200
    assert [letter.recipient for letter in Letter.objects.filter(notice="request_withdrawn")] == [africa_office]


def test_an_assessment_once_submitted_stays_with_the_office(kenya_government, kenya, africa_office, office):
    """Also while it is in consultation again; one that never left the country does not reach the office by any way."""
    need = NeedFactory(countries=[kenya], statement=f"Know the {WORD}.")
    draft = AssessmentFactory(country=kenya, needs=[need], title=f"{WORD} assessment")
    actions.consult_assessment(draft, by=kenya_government)
    assert leaks(office) == []
    actions.submit_assessment(draft, by=kenya_government)
    actions.return_assessment(draft, by=africa_office, reason="One need is missing.")
    again = actions.consult_assessment(draft, by=kenya_government)
    assert (again.state, again.submitted_on) == (AssessmentState.CONSULTATION, clock.today())
    for seen in (NeedsAssessment, Need):
        assert seen.objects.visible_to(africa_office).count() == 1


@pytest.mark.parametrize("state", ["draft", "consultation"])
def test_an_assessment_in_the_making_is_its_countrys(state, kenya, africa_office):
    AssessmentFactory(country=kenya, needs=[NeedFactory(countries=[kenya])], state=state)
    for hidden in (NeedsAssessment, Need):
        assert not hidden.objects.visible_to(africa_office).exists()


# Teeth


def test_a_request_judged_by_the_name_of_its_state_is_noticed(withdrawn_draft, office, monkeypatch):
    rows = type(AssistanceRequest.objects.all())
    monkeypatch.setattr(rows, "received", lambda self: self.exclude(state=RequestState.DRAFT))
    assert leaks(office, withdrawn_draft.code)
