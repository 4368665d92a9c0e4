"""What people see of their own records names no other record that is not for them.

Beside Kenya's records stand Peru's, restricted and tied to Kenya's in every way; everybody on Kenya's side reads all
pages that name records.
"""

import pytest
from django.test import Client

from core.choices import Visibility
from exchange.models import Match, Offer
from needs.models import AssistanceRequest
from partners.models import Agency, AgencyMember
from projects.models import Project
from tests.factories import MeaFactory, UserFactory
from tests.factories.reports import ReformFactory
from tests.security.hidden_records import DAY, SECRET, make_records, tie
from tests.security.places import addresses


@pytest.fixture
def own(kenya, freshwater):
    for number in range(2, 31):
        ReformFactory(number=number)
    records = make_records("Open", Visibility.PUBLIC, kenya, MeaFactory(code="cbd"), 1)
    records[AssistanceRequest].meas.add(MeaFactory(code="cbd"))
    return records


@pytest.fixture
def hidden(own, peru):
    found = make_records(SECRET, Visibility.RESTRICTED, peru, MeaFactory(code="ramsar"), 2)
    tie(own, found)
    days = {"proposed_on": DAY, "answer_due_on": DAY}
    Match.objects.create(
        code="MAT-A", offer=found[Offer], assistance=own[AssistanceRequest], score=9, state="agreed", **days
    )
    Match.objects.create(code="MAT-B", offer=found[Offer], need=next(iter(own[Project].needs.all())), score=9, **days)
    return found


@pytest.fixture
def sides(own, hidden, kenya_government, kenya_signatory, africa_office, mea_focal_point):
    member = UserFactory(role="agency")
    AgencyMember.objects.create(user=member, agency=own[Agency])
    Match.objects.create(
        code="MAT-C",
        offer=own[Offer],
        assistance=hidden[AssistanceRequest],
        score=9,
        proposed_on=DAY,
        answer_due_on=DAY,
    )
    Offer.objects.filter(pk=own[Offer].pk).update(provider=own[Agency])
    clients = {}
    for user in (kenya_government, kenya_signatory, africa_office, mea_focal_point, member):
        clients[str(user)] = Client()
        clients[str(user)].force_login(user)
    return clients


def places(own) -> list[str]:
    request = own[AssistanceRequest]
    found = ["/desk/", "/requests/", "/requests/?format=csv", "/requests/screening/", "/partners/people/"]
    found += [request.get_absolute_url(), f"/projects/open/?request={request.code}", "/requests/new/"]
    found += [f"/projects/{own[Project].code}/{page}/" for page in ("edit", "partners/add", "countries/add", "share")]
    return found + addresses(own)


def leaks(client, own) -> list[str]:
    return [url for url in places(own) if SECRET in client.get(url).getvalue().decode()]


def test_no_page_names_a_hidden_record_to_those_who_read_what_is_tied_to_it(own, sides):
    found = {name: leaks(client, own) for name, client in sides.items()}
    assert found == dict.fromkeys(sides, [])


def test_the_hidden_record_is_there_and_said_to_be_not_public(own, sides, kenya_government):
    page = sides[str(kenya_government)].get(own[AssistanceRequest].get_absolute_url()).getvalue().decode()
    assert "not public" in page


def test_an_offer_stays_named_to_those_who_agreed_to_it(own, kenya_government, africa_office, peru_government):
    Match.objects.update(state="agreed")
    Offer.objects.update(state="lapsed")
    for reader, sees in ((kenya_government, True), (africa_office, True), (peru_government, False)):
        assert Offer.objects.visible_to(reader).exists() == sees


# Teeth


def test_a_page_that_names_every_offer_is_noticed(own, sides, kenya_government, monkeypatch):
    rows = type(Offer.objects.all())
    monkeypatch.setattr(rows, "visible_to", lambda self, user: self)
    assert own[AssistanceRequest].get_absolute_url() in leaks(sides[str(kenya_government)], own)
