"""The timetable: whatever it names exists, waits in a queue that somebody reads, and may be done twice at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from celery import current_app
from celery.schedules import crontab
from django.db import connection
from django.utils import timezone

from accounts.models import User
from bsp_portal.beat import timetable
from core.jobs import bell
from core.models import AuditEvent, Letter
from exchange import actions as exchange_actions
from exchange.models import Match, Offer
from needs import actions as needs_actions
from needs.choices import RequestState
from needs.models import ServiceLimit
from partners import actions as partners_actions
from tests.factories import AssistanceRequestFactory, OfferFactory, UserFactory

CLOCKS = 4


@pytest.mark.parametrize("name", timetable())
def test_what_the_clock_calls_exists(name):
    entry = timetable()[name]
    assert entry["task"] in current_app.tasks
    assert entry.get("options", {}).get("queue", "quick") in ("quick", "heavy")


def test_what_is_due_on_a_day_is_looked_for_every_hour():
    for name in ("lapse-overdue-matches", "lapse-expired-offers", "remind-holders", "erase-after-function"):
        assert timetable()[name]["schedule"] == crontab(minute=10)


def test_folders_are_swept_where_reports_are_printed():
    assert timetable()["sweep-print-folders"]["options"]["queue"] == "heavy"


@pytest.fixture
def past_due(transactional_db, kenya_country):
    """A proposal nobody answered, an offer whose time is over, a request over its limit, and somebody long gone."""
    yesterday = timezone.localdate() - timedelta(days=1)
    assistance = AssistanceRequestFactory(country=kenya_country, accepted=True)
    Match.objects.create(
        offer=OfferFactory(), assistance=assistance, score=1, proposed_on=yesterday, answer_due_on=yesterday
    )
    OfferFactory(valid_until=yesterday)
    ServiceLimit.objects.create(state=RequestState.SUBMITTED, working_days=1)
    AssistanceRequestFactory(country=kenya_country, submitted=True, state_since=yesterday - timedelta(days=20))
    former = UserFactory(is_active=False)
    User.objects.filter(pk=former.pk).update(created_at=timezone.now() - timedelta(days=1000))


@pytest.fixture
def kenya_country(transactional_db):
    reader = UserFactory(government=True, is_signatory=True)
    UserFactory(regional_office=True, region=reader.country.region)
    return reader.country


ACTS = {
    "match.lapsed": exchange_actions.lapse_overdue_matches,
    "offer.lapsed": exchange_actions.lapse_expired_offers,
    "request.reminded": needs_actions.remind_holders,
    "account.erased": partners_actions.erase_after_function,
}


@pytest.mark.parametrize("verb", ACTS)
def test_several_clocks_at_once_do_it_once(past_due, verb, monkeypatch):
    monkeypatch.setattr(bell, "ring", lambda *_arguments, **_options: True)
    together = Barrier(CLOCKS)

    def strike(_clock):
        try:
            together.wait()
            return ACTS[verb]()
        finally:
            connection.close()

    with ThreadPoolExecutor(CLOCKS) as clocks:
        assert sorted(clocks.map(strike, range(CLOCKS))) == [0] * (CLOCKS - 1) + [1]
    event = AuditEvent.objects.get(verb=verb)
    assert Letter.objects.filter(event=event).count() == Letter.objects.count()
    assert set(Offer.objects.values_list("state", flat=True)) <= {"published", "lapsed"}
