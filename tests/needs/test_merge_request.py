import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken
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


def test_a_request_is_not_merged_into_a_draft(africa_office):
    with pytest.raises(RuleBroken):
        actions.merge_request(
            AssistanceRequestFactory(screening=True),
            into=AssistanceRequestFactory(),
            by=africa_office,
            reason="Sent twice.",
        )
