import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken, Unseen
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from tests.factories import AssistanceRequestFactory, CountryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "is_found_by_the_check"), [("submitted", False), ("screening", True)])
def test_a_duplicate_ends_in_the_survivor(state, is_found_by_the_check, africa_office):
    survivor, duplicate = AssistanceRequestFactory(accepted=True), AssistanceRequestFactory(**{state: True})
    actions.merge_request(duplicate, into=survivor, by=africa_office, reason="Sent by two ministries.")
    duplicate.refresh_from_db()
    assert (duplicate.state, duplicate.merged_into, duplicate.merged_on) == (
        RequestState.WITHDRAWN, survivor, clock.today(),
    )  # fmt: skip
    assert duplicate.is_merged_after_clearing_house is is_found_by_the_check
    assert AuditEvent.objects.get(verb="request.merged").record_code == duplicate.code


def test_the_older_may_end_in_the_younger(africa_office):
    duplicate, survivor = AssistanceRequestFactory(screening=True), AssistanceRequestFactory(accepted=True)
    actions.merge_request(duplicate, into=survivor, by=africa_office, reason="Sent twice.")
    duplicate.refresh_from_db()
    survivor.refresh_from_db()
    assert (duplicate.merged_into, survivor.merged_into) == (survivor, None)


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member"])
def test_nobody_else_merges(person, request):
    survivor, duplicate = AssistanceRequestFactory(accepted=True), AssistanceRequestFactory(submitted=True)
    with pytest.raises(PermissionDenied):
        actions.merge_request(duplicate, into=survivor, by=request.getfixturevalue(person), reason="Sent twice.")


def test_requests_of_two_countries_are_not_one(secretariat):
    foreign = AssistanceRequestFactory(accepted=True, country=CountryFactory(iso3="PER"))
    with pytest.raises(RuleBroken):
        actions.merge_request(
            AssistanceRequestFactory(screening=True), into=foreign, by=secretariat, reason="Sent twice."
        )


def test_a_request_is_not_merged_into_itself_nor_into_one_that_ended(africa_office):
    survivor, duplicate = AssistanceRequestFactory(screening=True), AssistanceRequestFactory(screening=True)
    with pytest.raises(RuleBroken):
        actions.merge_request(survivor, into=survivor, by=africa_office, reason="Sent twice.")
    actions.merge_request(duplicate, into=survivor, by=africa_office, reason="Sent twice.")
    with pytest.raises(RuleBroken):
        actions.merge_request(survivor, into=duplicate, by=africa_office, reason="Sent twice.")


def test_an_accepted_request_is_not_merged_away(africa_office):
    survivor, answered = AssistanceRequestFactory(accepted=True), AssistanceRequestFactory(accepted=True)
    with pytest.raises(RuleBroken):
        actions.merge_request(answered, into=survivor, by=africa_office, reason="Sent twice.")


@pytest.mark.parametrize(("person", "refusal"), [("secretariat", RuleBroken), ("africa_office", Unseen)])
def test_a_request_is_not_merged_into_a_draft(person, refusal, request):
    with pytest.raises(refusal):
        actions.merge_request(
            AssistanceRequestFactory(screening=True),
            into=AssistanceRequestFactory(),
            by=request.getfixturevalue(person),
            reason="Sent twice.",
        )


def page_of(assistance):
    return f"/requests/{assistance.code}/merge/"


def test_the_office_merges_from_the_screening_page(client, africa_office, peru):
    duplicate = AssistanceRequestFactory(screening=True)
    survivor = AssistanceRequestFactory(accepted=True, title="Laboratory of the lakes", theme=duplicate.theme)
    AssistanceRequestFactory(submitted=True, country=peru, title="Laboratory of Peru")
    AssistanceRequestFactory(screening=True, state=RequestState.WITHDRAWN, title="Laboratory withdrawn")
    client.force_login(africa_office)
    assert f'href="{page_of(duplicate)}"' in client.get(duplicate.get_absolute_url()).content.decode()
    page = client.get(page_of(duplicate)).content.decode()
    assert f"{survivor.code} · Laboratory of the lakes · Admitted" in page
    assert "Laboratory of Peru" not in page
    assert "Laboratory withdrawn" not in page
    response = client.post(page_of(duplicate), {"into": survivor.code, "reason": "Sent twice."}, follow=True)
    duplicate.refresh_from_db()
    assert duplicate.merged_into == survivor
    assert f"{duplicate.code} has been merged" in response.content.decode()
    assert client.post(page_of(duplicate), {"into": survivor.code, "reason": "Again."}).status_code == 409


@pytest.mark.parametrize("into", ["itself", "of Peru", "a draft", ""])
def test_a_merge_into_anything_else_is_refused_and_the_reason_stays_typed(client, secretariat, peru, into):
    duplicate = AssistanceRequestFactory(screening=True)
    codes = {
        "itself": duplicate.code,
        "of Peru": AssistanceRequestFactory(submitted=True, country=peru).code,
        "a draft": AssistanceRequestFactory().code,
        "": "",
    }
    client.force_login(secretariat)
    response = client.post(page_of(duplicate), {"into": codes[into], "reason": "Sent by two ministries."})
    assert response.status_code == 422
    assert "Sent by two ministries." in response.content.decode()
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None
