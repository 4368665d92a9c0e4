"""Withdrawing, closing, verifying, and the thread of a request."""

import pytest

from needs.choices import MessageKind, NeedStatus, RequestState
from tests.factories import AssistanceRequestFactory, MeaFactory, NeedFactory

pytestmark = pytest.mark.django_db


def address(assistance, act):
    return f"/requests/{assistance.code}/{act}/"


def test_the_signatory_withdraws_with_a_reason(client, kenya_signatory):
    assistance = AssistanceRequestFactory(screening=True)
    client.force_login(kenya_signatory)
    assert client.get(address(assistance, "withdraw")).status_code == 200
    refused = client.post(address(assistance, "withdraw"), {"reason": " "})
    assert refused.status_code == 422
    assert "Explain in one sentence why" in refused.content.decode()
    response = client.post(address(assistance, "withdraw"), {"reason": "Paid by another programme."}, follow=True)
    assert "has been withdrawn" in response.content.decode()
    assistance.refresh_from_db()
    assert assistance.state == RequestState.WITHDRAWN
    assert client.post(address(assistance, "withdraw"), {"reason": "Again."}).status_code == 409


ACTS = [
    ("withdraw", "screening", {"reason": "No."}),
    ("close", "delivered", {"rating": "4"}),
]


@pytest.mark.parametrize(("act", "state", "fields"), ACTS)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("kenya_government", 403),
        ("africa_office", 403),
        ("secretariat", 403),
        ("peru_government", 404),
        ("asia_office", 404),
    ],
)
def test_only_the_signatory_binds_the_government(client, request, act, state, fields, person, status):
    assistance = AssistanceRequestFactory(**{state: True})
    client.force_login(request.getfixturevalue(person))
    assert client.get(address(assistance, act)).status_code == status
    assert client.post(address(assistance, act), fields).status_code == status
    assistance.refresh_from_db()
    assert assistance.state == state


def test_the_government_confirms_rates_and_says_which_needs_are_met(client, kenya_signatory, kenya):
    assistance = AssistanceRequestFactory(delivered=True)
    met, unmet = NeedFactory(code="NEED-M", countries=[kenya]), NeedFactory(code="NEED-U", countries=[kenya])
    assistance.needs.set([met, unmet])
    client.force_login(kenya_signatory)
    form = {"rating": "4", "rating_comment": "Good teachers.", f"met_{met.pk}": "yes"}
    refused = client.post(address(assistance, "close"), form)
    assert refused.status_code == 422
    assert "Choose whether NEED-U is met." in refused.content.decode()
    assert "Good teachers." in refused.content.decode()
    response = client.post(address(assistance, "close"), form | {f"met_{unmet.pk}": "no"}, follow=True)
    page = response.content.decode()
    assert "has been closed. The Regional Office for Africa can now verify the result." in page
    assert "4 of 5" in page
    assistance.refresh_from_db()
    assert (assistance.state, assistance.rating) == (RequestState.CLOSED, 4)
    met.refresh_from_db()
    unmet.refresh_from_db()
    assert (met.status, unmet.status) == (NeedStatus.MET, NeedStatus.IDENTIFIED)
    assert client.post(address(assistance, "close"), form).status_code == 409


@pytest.mark.parametrize("rating", ["", "0", "6", "best"])
def test_a_rating_is_a_number_from_1_to_5(client, kenya_signatory, rating):
    client.force_login(kenya_signatory)
    response = client.post(address(AssistanceRequestFactory(delivered=True), "close"), {"rating": rating})
    assert response.status_code == 422


def test_before_delivery_nothing_is_closed_and_the_button_says_why(client, kenya_signatory):
    assistance = AssistanceRequestFactory(in_response=True)
    client.force_login(kenya_signatory)
    assert client.get(address(assistance, "close")).status_code == 409
    page = client.get(assistance.get_absolute_url()).content.decode()
    assert '<span class="btn" aria-disabled="true">Confirm delivery and rate</span>' in page
    assert "Possible once delivery has been reported." in page


def test_the_office_verifies_the_result_once(client, africa_office, kenya_signatory):
    assistance = AssistanceRequestFactory(closed=True)
    client.force_login(kenya_signatory)
    assert client.post(address(assistance, "verify"), {"evidence": "Seen."}).status_code == 403
    client.force_login(africa_office)
    assert "Verify the result" in client.get(assistance.get_absolute_url()).content.decode()
    assert client.post(address(assistance, "verify"), {"evidence": ""}).status_code == 422
    assert client.post(address(assistance, "verify"), {"evidence": "Report of the laboratory."}).status_code == 302
    assistance.refresh_from_db()
    assert assistance.is_result_verified
    assert client.post(address(assistance, "verify"), {"evidence": "Report."}).status_code == 409


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("africa_office", MessageKind.QUESTION),
        ("kenya_government", MessageKind.ANSWER),
        ("mea_focal_point", MessageKind.COMMENT),
    ],
)
def test_each_side_writes_into_the_thread_in_its_language(client, request, person, kind):
    assistance = AssistanceRequestFactory(accepted=True)
    assistance.meas.add(MeaFactory(code="cbd"))
    client.force_login(request.getfixturevalue(person))
    response = client.post(
        address(assistance, "messages"), {"text": "Quelles <b>rivières</b> ?", "language": "fr"}, follow=True
    )
    message = assistance.messages.get()
    assert (message.kind, message.language) == (kind, "fr")
    assert 'lang="fr" dir="auto">Quelles &lt;b&gt;rivières&lt;/b&gt; ?</p>' in response.content.decode()


def test_a_message_that_cannot_be_kept_comes_back(client, africa_office):
    assistance = AssistanceRequestFactory(screening=True)
    client.force_login(africa_office)
    response = client.post(address(assistance, "messages"), {"text": "Which rivers?", "language": "xx"})
    assert response.status_code == 422
    assert "Which rivers?" in response.content.decode()
    assert not assistance.messages.exists()


@pytest.mark.parametrize(("person", "status"), [("agency_member", 403), ("peru_government", 404), ("asia_office", 404)])
def test_others_do_not_write_and_do_not_read_the_thread(client, request, person, status):
    assistance = AssistanceRequestFactory(accepted=True)
    client.force_login(request.getfixturevalue(person))
    response = client.post(address(assistance, "messages"), {"text": "?", "language": "en"})
    assert response.status_code == status


def test_a_draft_has_no_thread(client, kenya_government):
    client.force_login(kenya_government)
    response = client.post(address(AssistanceRequestFactory(), "messages"), {"text": "?", "language": "en"})
    assert response.status_code == 409


def test_an_agency_reads_what_is_asked_and_nothing_of_the_screening(client, agency_member, africa_office):
    assistance = AssistanceRequestFactory(accepted=True, recommendation="Admit.", decision_reasons="Whispered reasons.")
    client.force_login(africa_office)
    client.post(address(assistance, "messages"), {"text": "Whispered question.", "language": "en"})
    client.force_login(agency_member)
    page = client.get(assistance.get_absolute_url()).content.decode()
    assert assistance.asked in page
    assert "Whispered" not in page
    assert "<h2>History</h2>" not in page


def test_a_foreign_request_and_a_missing_one_look_the_same(client, peru_government):
    AssistanceRequestFactory(code="REQ-KEN", submitted=True)
    client.force_login(peru_government)
    foreign = client.get("/requests/REQ-KEN/")
    missing = client.get("/requests/REQ-XXX/")
    assert foreign.status_code == missing.status_code == 404
    assert b"Laboratory" not in foreign.content
