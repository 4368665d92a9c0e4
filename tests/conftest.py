"""The cast: one account of each kind, always the same. Kenya reports to the office for Africa."""

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from accounts.choices import Role
from partners.models import AgencyMember
from tests.factories import AgencyFactory, CountryFactory, MeaFactory, RegionFactory, ThemeFactory, UserFactory


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(tmp_path_factory):
    """Pages name static files by their hash, so the files are collected first, as at each start of the portal."""
    portal_settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def ledgers_can_be_emptied():
    """After a test that commits, every table is truncated, which the triggers of append-only tables would refuse."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(case):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        empty(case)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")

    TransactionTestCase._fixture_teardown = empty_without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(autouse=True)
def fixed_site(settings):
    """Letters name the portal's address, which is the same for tests whoever starts them."""
    settings.SITE_URL = "http://localhost:8000"


@pytest.fixture(autouse=True)
def uncounted_requests(settings):
    """Tests knock at the API more often than a client may; those of the limit set their own."""
    settings.API_REQUESTS_PER_MINUTE = dict.fromkeys(("visitor", "member"), 1_000_000)


@pytest.fixture(autouse=True)
def second_factors_not_required(settings):
    """People of the tests have none; those tests that ask for it switch it on."""
    settings.REQUIRE_MFA = False


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
    user = UserFactory(name="Member of the river institute", role=Role.AGENCY)
    AgencyMember.objects.create(user=user, agency=agency)
    return user


@pytest.fixture
def mea_focal_point(db):
    user = UserFactory(name="Focal point for biological diversity", role=Role.MEA)
    user.meas.add(MeaFactory(code="cbd"))
    return user


@pytest.fixture
def visitor():
    return AnonymousUser()
