"""Nobody changes a row unseen, and nobody rewrites who changed it and when."""

import os
import subprocess
import sys
import uuid
from datetime import timedelta

import pghistory
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.utils import timezone
from pghistory.models import Context

from accounts.choices import AccountVerb
from core import audit, clock
from core.database.personal import personal_fields, secret_fields
from core.database.protection import append_only_tables
from core.models import AuditEvent
from exchange.tasks import lapse_expired_offers
from partners.models import FocalPoint
from tests.databases import PROJECT, Database, migrated_template
from tests.factories import AssistanceRequestFactory, FocalPointFactory, OfferFactory

TASK_ID = "5a1d1d1e-0000-4000-8000-000000000001"
LEDGER = "takes new rows only"
PULSE = "a counter or a sign of life, no record"
JOB = "a letter on its way; its words are never changed"
SESSION = "a browser that is signed in; sign-ins are kept in the audit"
CODE_LIST = "comes with a release; the portal itself may not write it"
UNUSED = "a library's table that the portal does not use"
NOT_TRACKED = {
    "core.AuditEvent": LEDGER,
    "core.CodeSequence": PULSE,
    "core.KeyedAnswer": PULSE,
    "core.Letter": JOB,
    "core.Refusals": PULSE,
    "core.WorkerBeat": PULSE,
    "accounts.AccountLetter": JOB,
    "accounts.Attempts": PULSE,
    "accounts.BrowserSession": SESSION,
    "reports.Edition": LEDGER,
    "reports.Snapshot": LEDGER,
    **dict.fromkeys(
        (
            f"reference.{name}"
            for name in (
                "CapacityType CodelistValue Country CountryGroup CrossCuttingArea Document ExchangeRate "
                "ExpectedAccomplishment Mea PurposeCode Region Sdg Subprogramme Term Theme Vocabulary"
            ).split()
        ),
        CODE_LIST,
    ),
    **dict.fromkeys(["account.EmailAddress", "account.EmailConfirmation"], UNUSED),
    **dict.fromkeys(["auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType"], UNUSED),
}
# As pgtrigger.ignore does it.
TRIGGERS_SWITCHED_OFF = """
    SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', true)
    FROM pg_trigger WHERE NOT tgisinternal
"""
STORED = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy and model._meta.app_label != "pghistory"
]
RECORDS = [model for model in STORED if not hasattr(model, "pgh_tracked_model")]
TRACKED = [model for model in RECORDS if getattr(model, "pgh_event_models", None)]
HISTORIES = [model for model in STORED if hasattr(model, "pgh_tracked_model")]


def test_every_model_and_link_is_tracked_or_listed_with_a_reason():
    untracked = {model._meta.label for model in RECORDS} - {model._meta.label for model in TRACKED}
    assert untracked == set(NOT_TRACKED)
    assert len(TRACKED) > 90


def test_history_holds_every_column_but_those_of_a_person_and_secrets():
    for model in TRACKED:
        left_out = {*personal_fields(model), *secret_fields(model)}
        kept = {field.name for field in model.pgh_event_model._meta.fields if not field.name.startswith("pgh_")}
        assert kept == {field.name for field in model._meta.concrete_fields} - left_out, model._meta.label


def triggers(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'",
            [table],
        )
        return {name.removeprefix("pgtrigger_").rpartition("_")[0] for (name,) in cursor}


def test_the_triggers_of_history_stand_in_the_database(db):
    for model in TRACKED:
        expected = {"update_update", "delete_delete"} | ({"insert_insert"} if model._meta.auto_created else set())
        assert expected <= triggers(model._meta.db_table), model._meta.label
    for table in (*(model._meta.db_table for model in HISTORIES), "core_auditevent", Context._meta.db_table):
        assert {"append_only", "never_truncated", "timed_by_database"} <= triggers(table), table
        assert table in append_only_tables()


@pytest.fixture
def kept(db):
    """A change with its context, as a request makes it."""
    assistance = AssistanceRequestFactory(title="Before")
    with pghistory.context(actor=7, request_id="r-1"):
        type(assistance).objects.filter(pk=assistance.pk).update(title="After")
    return assistance.pgh_event_model.objects.get(pgh_obj=assistance.pk)


def test_a_change_keeps_the_row_as_it_was_and_who_changed_it(kept):
    assert (kept.title, kept.pgh_label) == ("Before", "update")
    assert kept.pgh_context.metadata == {"actor": 7, "request_id": "r-1"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pghistory_context SET metadata = '{}'",
        "UPDATE pghistory_context SET created_at = created_at - interval '1 day'",
        "DELETE FROM pghistory_context",
        "TRUNCATE pghistory_context CASCADE",
        "UPDATE needs_assistancerequestevent SET pgh_context_id = NULL",
        "DELETE FROM needs_assistancerequestevent",
        "TRUNCATE needs_assistancerequestevent",
    ],
)
@pytest.mark.parametrize("before", ["SELECT 1", TRIGGERS_SWITCHED_OFF])
def test_not_even_the_owner_rewrites_history(kept, statement, before):
    with connection.cursor() as cursor:
        cursor.execute(before)
        with pytest.raises(InternalError), transaction.atomic():
            cursor.execute(statement)
    assert Context.objects.get(pk=kept.pgh_context_id).metadata["actor"] == 7


def test_who_cannot_be_named_anew_under_the_same_context(kept):
    """As the library would write it: whoever sets its variables names somebody else for what was done before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', '{\"actor\": 8}', true)",
            [str(kept.pgh_context_id)],
        )
        cursor.execute("UPDATE needs_assistancerequest SET title = 'Again'")
    assert Context.objects.get(pk=kept.pgh_context_id).metadata["actor"] == 7


def test_no_session_switches_history_off(db):
    assistance = AssistanceRequestFactory()
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS_SWITCHED_OFF)
        cursor.execute("UPDATE needs_assistancerequest SET title = 'Unseen'")
    assert assistance.pgh_event_model.objects.filter(pgh_obj=assistance.pk).count() == 1


def test_the_time_of_history_is_the_databases(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_usermeasevent (pgh_created_at, pgh_label, pgh_obj_id, id, user_id, mea_id)"
            " VALUES ('2001-01-01', 'insert', 1, 1, 1, 'ramsar') RETURNING pgh_created_at"
        )
        assert cursor.fetchone()[0] > timezone.now() - timedelta(minutes=1)
        cursor.execute(
            "INSERT INTO pghistory_context (id, metadata, created_at, updated_at)"
            " VALUES (%s, '{}', '2001-01-01', '2001-01-01') RETURNING created_at",
            [uuid.uuid4()],
        )
        assert cursor.fetchone()[0] > timezone.now() - timedelta(minutes=1)


@pytest.fixture
def signed_in_as_the_app(app_role):
    """Not only the rights of the portal's role, but its login: what is left to the owner is refused."""
    app_role.execute("RESET ROLE")
    app_role.execute("SET SESSION AUTHORIZATION bsp_app")
    yield
    app_role.execute("RESET SESSION AUTHORIZATION")


def test_the_time_of_the_audit_is_the_databases(secretariat, signed_in_as_the_app):
    line = audit.write(AccountVerb.EDITED, None, by=secretariat)
    with clock.at(clock.today() - timedelta(days=400)):
        dated_back = audit.write(AccountVerb.EDITED, None, by=secretariat)
    foretold = AuditEvent.objects.create(verb="x", happened_at=timezone.now() + timedelta(days=1))
    for event in (line, dated_back, foretold):
        assert abs(event.happened_at - timezone.now()) < timedelta(minutes=1)


def test_the_owner_enters_a_past_season(secretariat):
    with clock.at(day := clock.today() - timedelta(days=400)):
        assert audit.write(AccountVerb.EDITED, None, by=secretariat).happened_at.date() == day


def test_of_a_person_history_tells_only_that_something_changed(db):
    post = FocalPointFactory(person_name="Ada Invented", telephone="+254 700 000")
    FocalPoint.objects.filter(pk=post.pk).update(person_name="Bo Invented")
    FocalPoint.objects.get(pk=post.pk).delete()
    rows = FocalPoint.pgh_event_model.objects.filter(pgh_obj=post.pk).values()
    assert [row["pgh_label"] for row in rows] == ["update", "delete"]
    assert "Invented" not in str(rows)
    assert "+254" not in str(rows)


def test_an_account_keeps_its_role_and_no_secret(kenya_government):
    kenya_government.role = "secretariat"
    kenya_government.save()
    kenya_government.set_password("a long and secret sentence")
    kenya_government.save()
    key = Authenticator.objects.create(user=kenya_government, type="totp", data={"secret": "S3CRET"})
    key.delete()
    rows = list(kenya_government.events.order_by("pgh_id").values())
    assert [row["role"] for row in rows] == ["government", "secretariat"]
    kept = str([*rows, *Authenticator.pgh_event_model.objects.values()])
    assert not [value for value in ("argon2", "S3CRET", kenya_government.email) if value in kept]


def test_a_link_is_kept_when_it_is_made_and_when_it_is_taken_away(freshwater):
    assistance = AssistanceRequestFactory()
    links = type(assistance).further_themes.through
    assistance.further_themes.add(freshwater)
    assistance.further_themes.clear()
    rows = links.pgh_event_model.objects.filter(assistancerequest=assistance).order_by("pgh_id")
    assert [(row.pgh_label, row.theme) for row in rows] == [("insert", freshwater), ("delete", freshwater)]


def test_a_sign_in_and_the_use_of_a_key_are_no_change(kenya_government):
    kenya_government.last_login = timezone.now()
    kenya_government.save(update_fields=["last_login"])
    assert not kenya_government.events.exists()


def test_a_task_is_named_with_what_it_changes(db):
    offer = OfferFactory(valid_until=clock.today() - timedelta(days=1))
    lapse_expired_offers.apply(task_id=TASK_ID)
    told = {"task": "exchange.lapse_expired_offers", "request_id": TASK_ID}
    assert offer.events.get().pgh_context.metadata == told
    assert AuditEvent.objects.get(verb="offer.lapsed").request_id == told["request_id"]


def test_a_command_is_named_with_what_it_changes(django_db_setup):
    """In a process and a database of its own, as people run it."""
    database = Database(f"history_{os.getpid()}")
    database.create(migrated_template())
    change = "from reports.models import FixedTerm as T; T(key='x', language='en').save(); T.objects.update(text='y')"
    try:
        run = [sys.executable, "manage.py", "shell", "-v", "0", "-c", change]
        subprocess.run(run, cwd=PROJECT, env=os.environ | {"DATABASE_URL": database.url}, check=True)
        assert database.rows("SELECT metadata FROM pghistory_context") == [({"command": "shell"},)]
    finally:
        database.drop()
