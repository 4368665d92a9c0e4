"""How the list of focal points is narrowed, and that nothing about a person is told without consent."""

import pytest
from django.utils import timezone

from partners.choices import FocalPointKind
from partners.models import Consent
from tests.factories import AgencyFactory, CountryFactory, FocalPointFactory, MeaFactory, RegionFactory

PERSON = {
    "person_name": "Wanjiru Odhiambo",
    "person_function": "Adviser on wetlands",
    "office_mailbox": "wetlands@office.example",
    "telephone": "+254 20 555 0199",
}


def codes(client, query=""):
    response = client.get(f"/focal-points/{query}")
    assert response.status_code == 200
    return {post.code for post in response.context["rows"]}


def consent(post, field, **fields):
    return Consent.objects.create(
        focal_point=post, field=field, given_at=timezone.now(), text_version="2026-01", **fields
    )


def test_kind_region_and_vacancy_narrow_together(client, db):
    africa = RegionFactory()
    wanted = {"region": africa, "vacant_since": "2010-03"}
    FocalPointFactory(code="A", **wanted)
    FocalPointFactory(code="B", **(wanted | {"vacant_since": ""}))
    FocalPointFactory(code="C", **(wanted | {"kind": FocalPointKind.BSP}))
    FocalPointFactory(code="D", vacant_since="2010-03", region=RegionFactory(code="europe"))
    FocalPointFactory(code="E", vacant_since="2010-03").countries.add(CountryFactory())
    assert codes(client, "?kind=mea_focal_point&region=africa&vacant=true") == {"A", "E"}


def test_an_agency_hosts_or_is_the_counterpart(client, db):
    agency = AgencyFactory(code="lake-office")
    FocalPointFactory(code="A", host=agency)
    FocalPointFactory(code="B", counterpart=agency).meas.add(MeaFactory())
    FocalPointFactory(code="C")
    assert codes(client, "?partner=lake-office") == {"A", "B"}
    assert codes(client, "?partner=lake-office&mea=cbd") == {"B"}


def test_a_vacant_post_says_since_when(client, db):
    FocalPointFactory(code="A", vacant_since="2010-03")
    for address in ("/focal-points/", "/focal-points/A/"):
        assert "vacant since <time datetime=2010-03>Mar 2010</time>" in client.get(address).content.decode()


@pytest.mark.parametrize("field", PERSON)
def test_what_the_person_did_not_agree_to_is_nowhere(client, secretariat, field):
    post = FocalPointFactory(code="A", **PERSON)
    consent(post, field)
    value = PERSON.pop(field)
    try:
        page = client.get("/focal-points/A/").content.decode()
        assert value in page
        client.force_login(secretariat)
        for address in ("/focal-points/A/", "/focal-points/", "/focal-points/?format=csv", "/partners/"):
            page = client.get(address).getvalue().decode()
            assert [other for other in PERSON.values() if other in page] == []
    finally:
        PERSON[field] = value


def test_consent_that_was_taken_back_ends_at_once(client, db):
    post = FocalPointFactory(code="A", **PERSON)
    consent(post, "person_name", withdrawn_at=timezone.now())
    page = client.get("/focal-points/A/").content.decode()
    assert PERSON["person_name"] not in page
    assert "No personal details are public." in page


@pytest.mark.parametrize("words", PERSON.values())
def test_nobody_is_found_by_what_concerns_the_person(client, db, words):
    consent(FocalPointFactory(**PERSON), "person_name")
    assert client.get("/focal-points/", {"q": words}).context["rows"] == []
