from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from exchange import actions
from exchange.choices import Module, OfferState
from tests.factories import AgencyFactory, OfferFactory

pytestmark = pytest.mark.django_db


def test_an_agency_publishes_its_offer(agency_member, agency, freshwater):
    offer = actions.publish_offer(
        by=agency_member,
        provider=agency,
        module=Module.EXPERTISE,
        kind="training",
        title="Courses",
        themes=[freshwater],
    )
    assert offer.opened_on == offer.confirmed_on == clock.today()
    assert list(offer.themes.all()) == [freshwater]
    assert AuditEvent.objects.filter(verb="offer.published", actor=agency_member).count() == 1


@pytest.mark.parametrize("person", ["agency_member", "kenya_signatory", "africa_office"])
def test_nobody_publishes_for_another_agency(person, request):
    with pytest.raises(PermissionDenied):
        actions.publish_offer(
            by=request.getfixturevalue(person), provider=AgencyFactory(), module=Module.EXPERTISE, kind="x", title="y"
        )


def test_an_offer_names_its_module(secretariat, agency):
    with pytest.raises(ValidationError):
        actions.publish_offer(by=secretariat, provider=agency, kind="training", title="Courses")


def test_a_provider_confirms_and_withdraws_its_own_offer(agency_member, agency):
    offer = OfferFactory(provider=agency, unconfirmed=True)
    actions.confirm_offer(offer, by=agency_member)
    actions.withdraw_offer(offer, by=agency_member, reason="The course ended.")
    offer.refresh_from_db()
    assert (offer.state, offer.confirmed_on, offer.closed_on) == (OfferState.WITHDRAWN, clock.today(), clock.today())
    with pytest.raises(RuleBroken):
        actions.withdraw_offer(offer, by=agency_member, reason="Twice.")
    with pytest.raises(RuleBroken):
        actions.confirm_offer(offer, by=agency_member)


def test_another_agency_does_not_touch_it(agency_member):
    offer = OfferFactory()
    with pytest.raises(PermissionDenied):
        actions.confirm_offer(offer, by=agency_member)
    with pytest.raises(PermissionDenied):
        actions.withdraw_offer(offer, by=agency_member, reason="Not mine.")


def test_expired_offers_lapse_once():
    OfferFactory(valid_until=clock.today() - timedelta(days=1))
    lasting = OfferFactory(valid_until=clock.today())
    assert (actions.lapse_expired_offers(), actions.lapse_expired_offers()) == (1, 0)
    lasting.refresh_from_db()
    assert lasting.state == OfferState.PUBLISHED
