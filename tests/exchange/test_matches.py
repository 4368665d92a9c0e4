from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from exchange import actions
from exchange.choices import MatchState
from needs import actions as needs_actions
from tests.factories import AssistanceRequestFactory, NeedFactory, OfferFactory

pytestmark = pytest.mark.django_db
SCORE = {"score": 5, "parts": [{"part": "theme", "points": 5}], "reasons": "Both are about freshwater."}


@pytest.fixture
def match(africa_office, agency):
    return actions.propose_match(
        OfferFactory(provider=agency), assistance=AssistanceRequestFactory(accepted=True), by=africa_office, **SCORE
    )


def test_the_office_proposes_and_the_answer_is_due_in_a_month(match, africa_office):
    assert match.state == MatchState.PROPOSED
    assert match.answer_due_on - match.proposed_on == timedelta(days=actions.ANSWER_DAYS)
    assert AuditEvent.objects.get(verb="match.proposed").actor == africa_office


@pytest.mark.parametrize("person", ["kenya_signatory", "agency_member", "asia_office"])
def test_nobody_else_proposes(person, request):
    with pytest.raises(PermissionDenied):
        actions.propose_match(
            OfferFactory(),
            assistance=AssistanceRequestFactory(accepted=True),
            by=request.getfixturevalue(person),
            **SCORE,
        )


@pytest.mark.parametrize("state", ["screening", "in_response", "closed"])
def test_offers_are_proposed_for_accepted_requests_only(state, africa_office):
    with pytest.raises(RuleBroken):
        actions.propose_match(
            OfferFactory(), assistance=AssistanceRequestFactory(**{state: True}), by=africa_office, **SCORE
        )


@pytest.mark.parametrize("trait", [{"withdrawn": True}, {"unconfirmed": True}, {"valid_until": "past"}])
def test_closed_expired_and_unconfirmed_offers_are_not_proposed(trait, secretariat):
    if "valid_until" in trait:
        trait = {"valid_until": clock.today() - timedelta(days=1)}
    with pytest.raises(RuleBroken):
        actions.propose_match(
            OfferFactory(**trait), assistance=AssistanceRequestFactory(accepted=True), by=secretariat, **SCORE
        )


def test_the_same_offer_is_proposed_once(match, africa_office):
    with pytest.raises(RuleBroken):
        actions.propose_match(match.offer, assistance=match.assistance, by=africa_office, **SCORE)


def test_it_is_a_match_when_both_sides_have_agreed(match, kenya_government, agency_member):
    actions.agree_match(match, by=agency_member)
    match.refresh_from_db()
    assert (match.state, match.provider_agreed_on, match.matched_on) == (MatchState.PROPOSED, clock.today(), None)
    actions.agree_match(match, by=kenya_government)
    match.refresh_from_db()
    assert (match.state, match.matched_on) == (MatchState.AGREED, clock.today())
    with pytest.raises(RuleBroken):
        actions.agree_match(match, by=kenya_government)


def test_one_side_agreeing_twice_makes_no_match(match, agency_member):
    actions.agree_match(match, by=agency_member)
    actions.agree_match(match, by=agency_member)
    match.refresh_from_db()
    assert match.state == MatchState.PROPOSED


@pytest.mark.parametrize("person", ["peru_government", "africa_office", "mea_focal_point"])
def test_only_the_two_sides_answer(person, request, match):
    user = request.getfixturevalue(person)
    with pytest.raises(PermissionDenied):
        actions.agree_match(match, by=user)
    with pytest.raises(PermissionDenied):
        actions.decline_match(match, by=user, reason="No.")


def test_either_side_declines(match, kenya_government):
    actions.decline_match(match, by=kenya_government, reason="We have such a course.")
    match.refresh_from_db()
    assert match.state == MatchState.DECLINED
    with pytest.raises(RuleBroken):
        actions.decline_match(match, by=kenya_government, reason="Twice.")


def test_a_match_is_delivered_then_rated_by_the_country(match, kenya_government, agency_member):
    actions.agree_match(match, by=agency_member)
    actions.agree_match(match, by=kenya_government)
    with pytest.raises(RuleBroken):
        actions.rate_match(match, by=kenya_government, rating=5)
    with pytest.raises(PermissionDenied):
        actions.deliver_match(match, by=kenya_government)
    actions.deliver_match(match, by=agency_member)
    with pytest.raises(PermissionDenied):
        actions.rate_match(match, by=agency_member, rating=5)
    with pytest.raises(ValidationError):
        actions.rate_match(match, by=kenya_government, rating=6)
    actions.rate_match(match, by=kenya_government, rating=5)
    match.refresh_from_db()
    assert (match.state, match.rating) == (MatchState.RATED, 5)


def test_overdue_proposals_lapse_once(match):
    assert actions.lapse_overdue_matches() == 0
    with clock.at(match.answer_due_on + timedelta(days=1)):
        assert (actions.lapse_overdue_matches(), actions.lapse_overdue_matches()) == (1, 0)


def test_a_withdrawn_request_ends_what_was_proposed_for_it(match, kenya_signatory):
    needs_actions.withdraw_request(match.assistance, by=kenya_signatory, reason="No longer wanted.")
    match.refresh_from_db()
    assert match.state == MatchState.LAPSED
    lapsed = AuditEvent.objects.get(verb="match.lapsed")
    assert (lapsed.reason, lapsed.data) == ("", {"request": match.assistance.code})


def test_a_need_is_matched_and_answered_by_its_country(secretariat, agency_member, kenya_government, agency):
    match = actions.propose_match(OfferFactory(provider=agency), need=NeedFactory(), by=secretariat, **SCORE)
    actions.agree_match(match, by=kenya_government)
    actions.agree_match(match, by=agency_member)
    match.refresh_from_db()
    assert match.state == MatchState.AGREED
