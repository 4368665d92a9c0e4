"""Who is told what of matches and offers: both sides and the office, each with a way to its own record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import clock
from core.models import Letter
from exchange import actions
from exchange.models import Match
from needs import actions as needs_actions
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    NeedFactory,
    OfferFactory,
    UserFactory,
)
from tests.letters import assert_readers_can_read_on, told

DRAFTER, SIGNATORY = "Drafter of Kenya", "Signatory of Kenya"
OFFICE, COLLEAGUE = "Office for Africa", "Colleague in the office for Africa"
PROVIDER, PERU = "Member of the river institute", "Signatory of Peru"


@pytest.fixture
def cast(kenya_government, kenya_signatory, africa_office, agency_member, peru_government, asia_office, secretariat):
    UserFactory(name="Member of another agency", role="agency", agency=AgencyFactory())
    UserFactory(name=COLLEAGUE, regional_office=True, region=africa_office.region)
    return {
        "drafter": kenya_government,
        "signatory": kenya_signatory,
        "office": africa_office,
        "provider": agency_member,
        "peru": peru_government,
    }


@pytest.fixture
def assistance(cast, kenya):
    return AssistanceRequestFactory(country=kenya, accepted=True, created_by=cast["drafter"])


@pytest.fixture
def offer(agency):
    return OfferFactory(provider=agency)


def propose(offer, cast, **asked):
    return actions.propose_match(offer, by=cast["office"], score=50, parts=[], reasons="It fits.", **asked)


@pytest.fixture
def match(offer, assistance, cast):
    """Proposed a moment ago; the letters of that are out of the way."""
    match = propose(offer, cast, assistance=assistance)
    Letter.objects.all().delete()
    return match


def test_a_proposal_is_told_to_both_sides_with_the_day_of_the_answer(offer, assistance, cast, client):
    with clock.at(timezone.localdate().replace(year=2026, month=11, day=2)):
        propose(offer, cast, assistance=assistance)
    assert told() == {("match_proposed", name) for name in (DRAFTER, SIGNATORY, PROVIDER)}
    bodies = dict(Letter.objects.values_list("recipient__name", "body"))
    assert all("by 2 Dec 2026" in body for body in bodies.values())
    assert f"http://localhost:8000/requests/{assistance.code}/\n" in bodies[SIGNATORY]
    assert f"http://localhost:8000/exchange/{offer.code}/\n" in bodies[PROVIDER]
    assert_readers_can_read_on(client)


def test_a_proposal_for_a_need_is_told_to_the_signatories_of_its_countries(offer, cast, kenya, client):
    need = NeedFactory(countries=[kenya], region=kenya.region)
    AssessmentFactory(country=kenya, adopted=True, needs=[need])
    propose(offer, cast, need=need)
    assert told() == {("match_proposed", SIGNATORY), ("match_proposed", PROVIDER)}
    assert f"/needs/{need.code}/\n" in Letter.objects.get(recipient=cast["signatory"]).body
    assert_readers_can_read_on(client)


def test_the_offer_of_a_country_is_told_to_its_signatories(assistance, cast, peru):
    propose(OfferFactory(provider=None, provider_country=peru), cast, assistance=assistance)
    assert ("match_proposed", PERU) in told()


def test_the_answer_of_one_side_calls_for_that_of_the_other(match, cast):
    actions.agree_match(match, by=cast["signatory"])
    assert told() == {("match_awaits_you", PROVIDER)}
    Letter.objects.all().delete()
    Match.objects.filter(pk=match.pk).update(country_agreed_on=None)
    actions.agree_match(match, by=cast["provider"])
    assert told() == {("match_awaits_you", DRAFTER), ("match_awaits_you", SIGNATORY)}


def test_an_agreement_is_told_to_the_office_and_the_other_side(match, cast):
    actions.agree_match(match, by=cast["signatory"])
    actions.agree_match(match, by=cast["provider"])
    assert told("match.agreed") == {("match_agreed", name) for name in (DRAFTER, SIGNATORY, OFFICE, COLLEAGUE)}


def test_a_refusal_is_told_to_the_office_and_the_other_side(match, cast):
    actions.decline_match(match, by=cast["provider"], reason="No staff.")
    assert told() == {("match_declined", name) for name in (DRAFTER, SIGNATORY, OFFICE, COLLEAGUE)}


def test_a_proposal_that_nobody_answered_lapses_and_all_are_told_once(match, cast, client):
    with clock.at(timezone.localdate() + timedelta(days=31)):
        assert [actions.lapse_overdue_matches(), actions.lapse_overdue_matches()] == [1, 0]
    assert told() == {("match_lapsed", name) for name in (DRAFTER, SIGNATORY, OFFICE, COLLEAGUE, PROVIDER)}
    assert Letter.objects.count() == 5
    assert_readers_can_read_on(client)


def test_the_provider_is_told_that_the_request_is_withdrawn(match, cast):
    needs_actions.withdraw_request(match.assistance, by=cast["signatory"], reason="Found elsewhere.")
    assert told() == {
        ("match_withdrawn", PROVIDER),
        ("request_withdrawn", OFFICE),
        ("request_withdrawn", COLLEAGUE),
    }


def test_an_offer_whose_time_is_over_is_told_to_its_provider(offer, cast, client):
    type(offer).objects.filter(pk=offer.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert [actions.lapse_expired_offers(), actions.lapse_expired_offers()] == [1, 0]
    assert told() == {("offer_lapsed", PROVIDER)}
    assert_readers_can_read_on(client)


def test_somebody_on_both_sides_is_told_once(offer, assistance, cast, kenya):
    offer.provider, offer.provider_country = None, kenya
    offer.save()
    propose(offer, cast, assistance=assistance)
    assert Letter.objects.filter(recipient=cast["signatory"]).count() == 1
