"""How the tests are shared out to processes, and what every test finds; the people are in tests/cast.py."""

import gc
import os
from contextlib import contextmanager, nullcontext

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import RequestFactory, TransactionTestCase
from django.test.client import ClientHandler
from psycopg2.extensions import TRANSACTION_STATUS_INERROR
from xdist.scheduler import LoadFileScheduling

from accounts.signing_in.hashers import Argon2
from bsp_portal.named_task import NamedTask
from core.limits.costs import Cost
from tests.databases import migrated_template

pytest_plugins = ["tests.cast", "tests.access_records", "tests.proof"]
WHOLE_ROOMS = ("tests/faults/", "tests/browser/")
LONGEST = (*WHOLE_ROOMS, "tests/ops/", "tests/security/test_pdf_ssrf.py", "tests/test_access.py", "tests/api/")

EMPTY_TABLES = """
    SET session_replication_role = replica;
    DO $$
    DECLARE
        name text;
        has_rows boolean;
    BEGIN
        FOR name IN
            SELECT tablename FROM pg_tables
            WHERE schemaname = 'public'
                AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO has_rows;
            IF has_rows THEN
                EXECUTE format('DELETE FROM %I', name);
            END IF;
        END LOOP;
    END $$;
    SET session_replication_role = origin;
"""


class RoomScheduling(LoadFileScheduling):
    """Whole rooms whose tests share a running portal, or must not starve each other, go to one process; else files."""

    def _split_scope(self, nodeid):
        return next((room for room in WHOLE_ROOMS if nodeid.startswith(room)), super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config, log):
    return RoomScheduling(config, log)


def pytest_collection_modifyitems(items):
    """The longest first, so that no process ends long after the others."""
    items.sort(key=lambda item: [not item.nodeid.startswith(room) for room in LONGEST])


def pytest_collection_finish():
    """What stands now stays to the end; looking through it for garbage took a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Django's test database is a copy of the migrated one."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(tmp_path_factory):
    """Pages name static files by their hash; ``./bsp`` has just collected them, otherwise it is done here."""
    if "STATIC_ROOT" not in os.environ:
        portal_settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
        call_command("collectstatic", interactive=False, verbosity=0)
    # Each client of a test starts the portal anew; it would read the whole folder each time.
    portal_settings.WHITENOISE_AUTOREFRESH = True


class QuickArgon2(Argon2):
    """The portal's way to keep passwords, at the least that the algorithm takes; in service each costs 19 MiB."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    portal_settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]


@pytest.fixture(scope="session", autouse=True)
def requests_name_their_host():
    """As those of every browser do; Django's client leaves that to the name of its server."""
    begin = RequestFactory._base_environ

    def environ(self, **request):
        begun = begin(self, **request)
        return {"HTTP_HOST": begun["SERVER_NAME"]} | begun

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RequestFactory, "_base_environ", environ)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_emptying():
    """After a test that commits, rows are deleted where there are some, append-only tables included. Django would
    truncate every table, which the triggers of those refuse, and run all that follows a migration."""

    def empty(case):
        with connection.cursor() as cursor:
            cursor.execute(EMPTY_TABLES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@contextmanager
def rights_of_the_app():
    """What is done to the database of this test is done with the rights of the portal's own role."""
    held = connection.connection  # around Django's cursor, so that no test counts these two
    with held.cursor() as cursor:
        cursor.execute(f"SET ROLE {portal_settings.DATABASE_APP_ROLE}")
        try:
            yield
        finally:
            if not held.closed and held.info.transaction_status != TRANSACTION_STATUS_INERROR:  # which resets it, too
                cursor.execute("RESET ROLE")


@pytest.fixture(scope="session", autouse=True)
def requests_and_tasks_as_the_app():
    """Tests prepare what they need as the owner; requests are answered and tasks done as in service."""

    def as_the_app(done):
        def do(self, *arguments, **options):
            with rights_of_the_app() if connection.connection else nullcontext():
                return done(self, *arguments, **options)

        return do

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "get_response", as_the_app(ClientHandler.get_response))
        patch.setattr(NamedTask, "__call__", as_the_app(NamedTask.__call__))
        yield


@pytest.fixture(scope="module")
def kept_for_module(django_db_setup, django_db_blocker):
    """What fixtures of a module write into the database under this one is found by each of its tests as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def loaded(kept_for_module):
    """Reference lists and the facts of the founding documents."""
    call_command("load_reference", verbosity=0)
    call_command("load_seed", verbosity=0)
    connection.check_constraints()


@pytest.fixture(autouse=True)
def fixed_site(settings):
    """Letters name the portal's address, which is the same for tests whoever starts them."""
    settings.SITE_URL = "http://localhost:8000"


@pytest.fixture(autouse=True)
def unlimited_requests(settings):
    """Tests knock more often than a client may, and read at once what they wrote; those of the limits set their own."""
    unlimited = dict.fromkeys(("visitor", "member"), 0)
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(Cost, unlimited)
    settings.REQUESTS_AT_ONCE = dict.fromkeys(settings.REQUESTS_AT_ONCE, 1_000)
    settings.FILES_AT_ONCE = 1_000
    settings.SECONDS_STORED = 0


@pytest.fixture(autouse=True)
def second_factors_not_required(settings):
    """People of the tests have none; those tests that ask for it switch it on."""
    settings.REQUIRE_MFA = False
