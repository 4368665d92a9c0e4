"""The cast: one account of each kind, always the same. Kenya reports to the office for Africa."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.choices import Role
from tests.factories import AgencyFactory, CountryFactory, MeaFactory, RegionFactory, ThemeFactory, UserFactory


@pytest.fixture
def kenya(db):
    return CountryFactory(iso3="KEN")


@pytest.fixture
def peru(db):
    return CountryFactory(iso3="PER")


@pytest.fixture
def freshwater(db):
    return ThemeFactory(code="freshwater")


@pytest.fixture
def kenya_government(kenya):
    """Drafts for Kenya; does not sign."""
    return UserFactory(name="Drafter of Kenya", government=True, country=kenya)


@pytest.fixture
def kenya_signatory(kenya):
    return UserFactory(name="Signatory of Kenya", government=True, country=kenya, is_signatory=True)


@pytest.fixture
def peru_government(peru):
    """Signs for Peru, so that a refusal is never for want of a signature."""
    return UserFactory(name="Signatory of Peru", government=True, country=peru, is_signatory=True)


@pytest.fixture
def africa_office(kenya):
    return UserFactory(name="Office for Africa", regional_office=True, region=kenya.region)


@pytest.fixture
def asia_office(db):
    region = RegionFactory(code="asia-pacific")
    return UserFactory(name="Office for Asia and the Pacific", regional_office=True, region=region)


@pytest.fixture
def secretariat(db):
    return UserFactory(name="Secretariat")


@pytest.fixture
def second_secretariat(db):
    return UserFactory(name="Second of the secretariat")


@pytest.fixture
def agency(db):
    return AgencyFactory(code="river-institute", name="River institute")


@pytest.fixture
def agency_member(agency):
    return UserFactory(name="Member of the river institute", role=Role.AGENCY, agency=agency)


@pytest.fixture
def mea_focal_point(db):
    return UserFactory(name="Focal point for biological diversity", role=Role.MEA, meas=[MeaFactory(code="cbd")])


@pytest.fixture
def scopeless(db):
    """An agency's account that has lost its agency, as none can since the database refuses it."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        account = UserFactory(name="Of no agency", role=Role.AGENCY)
        cursor.execute("SET session_replication_role = origin")
    return account


@pytest.fixture
def visitor():
    return AnonymousUser()
