"""What is kept of a person is shown whole to that person, and goes when it is to go; what was done stays."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import actions as account_actions
from accounts.choices import AccountState
from accounts.models import ApiToken, BrowserSession, User
from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs.models import Message
from partners import actions, personal_data
from partners.personal_data import Person
from tests.factories import AssistanceRequestFactory, FocalPointFactory, UserFactory
from tests.fresh import sign_in_freshly
from tests.personal_records import DIGESTS, EMAIL, make_person, marked, plant, tables_with

# The audit is never rewritten: of what concerned a person it keeps a part of the network address, and the device.
KEPT_IN_AUDIT = {"core.AuditEvent.network", "core.AuditEvent.data"}


@pytest.fixture
def person(kenya, second_secretariat):
    """The account and the post, with the planted values by field."""
    account, post = make_person(kenya.region)
    return account, post, plant(account, post, second_secretariat)


def printed(name) -> str:
    out = StringIO()
    call_command("export_person", name, stdout=out)
    return out.getvalue()


def lost(values: dict[str, str], text: str) -> set[str]:
    return {field for field, value in values.items() if value not in text}


def test_every_personal_field_is_planted(person):
    assert set(person[2]) == marked() - DIGESTS


def test_the_export_holds_every_personal_value_and_no_secret(person):
    text = printed(EMAIL.upper())
    assert lost(person[2], text) == set()
    assert not any(secret in text for secret in ("Quagga", "s" * 32, person[0].password))
    assert AuditEvent.objects.about(person[0]).filter(verb="account.exported", actor=None).count() == 1
    assert AuditEvent.objects.about(person[1]).filter(verb="focal_point.exported", actor=None).count() == 1


def test_what_the_person_wrote_and_made_is_in_the_export(person, kenya):
    account = person[0]
    assistance = AssistanceRequestFactory(code="REQ-MADE", country=kenya, created_by=account)
    Message.objects.create(assistance=assistance, author=account, text="The river is low.", language="en")
    kept = json.loads(printed(EMAIL))
    assert [row["text"] for row in kept["rows"]["needs.Message"]] == ["The river is low."]
    assert kept["named_in"]["needs.AssistanceRequest.created_by"] == ["REQ-MADE"]


def test_the_export_tells_nothing_of_others(person, secretariat):
    account_actions.disable_account(person[0], by=secretariat, reason="Left the office.")
    about = {"content_type": ContentType.objects.get_for_model(User), "object_id": person[0].pk}
    AuditEvent.objects.create(actor=secretariat, verb="account.role_proposed", network="203.0.113.0", **about)
    text = printed(EMAIL)
    assert "Left the office." in text
    assert "account.role_proposed" in text
    assert not any(word in text for word in (secretariat.name, secretariat.email, "203.0.113.0"))


def test_a_focal_point_without_account_is_known_by_mailbox_and_code(person, db):
    other = FocalPointFactory(code="FP-OTHER", person_name="Somebody else", office_mailbox="desk@office.example")
    assert "Somebody else" in printed("desk@office.example")
    assert "Somebody else" in printed(other.code)
    with pytest.raises(CommandError):
        printed("nobody@office.example")


def test_people_take_their_own_data_and_nobody_elses(person, client):
    account = person[0]
    assert client.get(reverse("partners:own_data")).status_code == 302
    client.force_login(account)
    assert client.get(reverse("partners:own_data")).status_code == 302  # a proof is asked for first
    answer = sign_in_freshly(client, account).get(reverse("partners:own_data"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "private, no-store"
    assert lost(person[2], answer.content.decode()) <= {"accounts.User.last_login"}  # signing in moved it
    with pytest.raises(PermissionDenied):
        actions.export_person(Person.of(account), by=UserFactory())


def test_an_account_in_use_keeps_its_person(person):
    with pytest.raises(CommandError, match="disabled account"):
        call_command("erase_person", EMAIL)
    person[1].refresh_from_db()
    assert person[1].person_name


def test_erasing_leaves_nothing_of_the_person_anywhere(person, secretariat):
    account, post, values = person
    account_actions.disable_account(account, by=secretariat, reason="The function ended.")
    gone = {value for field, value in values.items() if field not in KEPT_IN_AUDIT}
    assert tables_with(gone)
    call_command("erase_person", EMAIL, stdout=StringIO())
    assert tables_with(gone) == set()
    account.refresh_from_db()
    assert (account.name, account.state, account.last_login) == (f"#{account.pk}", AccountState.ERASED, None)
    assert not Authenticator.objects.filter(user=account).exists()
    assert not BrowserSession.objects.filter(account=account).exists()
    assert not ApiToken.objects.usable().filter(account=account).exists()
    assert not account.role_changes.filter(state="proposed").exists()
    post.refresh_from_db()
    assert post.filled_on
    assert not post.consents.filter(withdrawn_at=None).exists()
    assert {"account.erased", "account.disabled"} <= set(
        AuditEvent.objects.about(account).values_list("verb", flat=True)
    )


def test_an_erased_account_never_opens_again(person, secretariat):
    account = account_actions.disable_account(person[0], by=secretariat, reason="The function ended.")
    actions.erase_person(Person.of(account), by=secretariat)
    for act in (actions.enable_person, account_actions.disable_account):
        with pytest.raises(RuleBroken):
            act(account, by=secretariat, reason="Back again.")
    with pytest.raises(RuleBroken):
        actions.erase_person(Person(account), by=secretariat)


def test_the_secretariat_erases_on_the_page_of_the_person(person, secretariat, client):
    account = person[0]
    page = reverse("partners:person_erase", args=[account.pk])
    sign_in_freshly(client, secretariat)
    assert client.get(page).status_code == 409
    account_actions.disable_account(account, by=secretariat, reason="The function ended.")
    assert page in client.get(reverse("partners:person_detail", args=[account.pk])).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    detail = client.get(reverse("partners:person_detail", args=[account.pk])).content.decode()
    assert "Personal data removed" in detail
    assert page not in detail
    assert "Wanjiru" not in detail
    account.refresh_from_db()
    assert account.state == AccountState.ERASED


def test_erasing_asks_for_a_fresh_proof(person, secretariat, client):
    account_actions.disable_account(person[0], by=secretariat, reason="The function ended.")
    client.force_login(secretariat)
    assert client.post(reverse("partners:person_erase", args=[person[0].pk])).status_code == 302
    person[0].refresh_from_db()
    assert person[0].state == AccountState.DISABLED


def test_nobody_else_erases(person, africa_office, kenya_government):
    for user in (africa_office, kenya_government, person[0]):
        with pytest.raises(PermissionDenied):
            actions.erase_person(Person.of(person[0]), by=user)


def test_24_months_after_the_function_the_data_go_once(person, secretariat):
    account, post, _values = person
    account_actions.disable_account(account, by=secretariat, reason="The function ended.")
    FocalPointFactory(person_name="Former holder", vacant_since=clock.today().isoformat())
    for days, gone in ((729, 0), (731, 2), (732, 0)):
        with clock.at(clock.today() + timedelta(days=days)):
            assert actions.erase_after_function() == gone
    account.refresh_from_db()
    post.refresh_from_db()
    assert account.state == AccountState.ERASED
    assert not tables_with(["Former holder"])
    assert post.person_name  # a post that is held has a term of its own
    for verb in ("account.erased", "focal_point.erased"):
        assert AuditEvent.objects.get(verb=verb, actor=None).data == {"days_after_function": 730}


def test_a_year_alone_ends_with_its_last_day(db):
    FocalPointFactory(person_name="Holder", ends_on="2021")
    for day, gone in ((date(2023, 12, 31), 0), (date(2024, 1, 1), 1)):
        with clock.at(day):
            assert actions.erase_after_function() == gone


# Teeth


def test_a_kind_of_row_that_the_walk_forgets_is_noticed(person, monkeypatch):
    forgetful = [
        model for model in personal_data.apps.get_models(include_auto_created=True) if model is not BrowserSession
    ]
    monkeypatch.setattr(personal_data.apps, "get_models", lambda **_options: forgetful)
    assert {"accounts.BrowserSession.device", "accounts.BrowserSession.network"} <= lost(person[2], printed(EMAIL))


def test_a_value_that_erasing_leaves_is_noticed(person, secretariat, monkeypatch):
    account_actions.disable_account(person[0], by=secretariat, reason="The function ended.")
    monkeypatch.setattr("partners.actions.personal_data.forget_holder", lambda *_args, **_options: None)
    call_command("erase_person", EMAIL, stdout=StringIO())
    assert tables_with([person[2]["partners.FocalPoint.telephone"]]) >= {"partners_focalpoint"}
