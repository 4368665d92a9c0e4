"""The link of an invitation: once, for seven days, for its person alone (docs/design/security.md#invitations)."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings as portal_settings
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import AccountLetter, BrowserSession, Invitation, User
from core.models import AuditEvent, Letter
from tests.factories import UserFactory
from tests.security.signing_in import at_once, deliver, statuses

PAGE = "/accounts/invitation/"
PASSWORD = "heron over nine quiet rivers"


@pytest.fixture
def invited(db):
    return UserFactory(name="Ann Person", email="ann@office.example")


@pytest.fixture
def invitation(invited):
    return actions.send_invitation(invited, by=None)


def opened(invitation) -> str:
    return f"{PAGE}?key={invitation.key}"


def choose(invitation, password=PASSWORD, client=None):
    return (client or Client()).post(opened(invitation), {"password": password, "again": password})


def test_the_invited_person_chooses_a_password_and_signs_in_with_it(client, invited, invitation):
    page = client.get(opened(invitation))
    assert page.status_code == 200
    assert "Ann Person" in page.content.decode()
    answer = choose(invitation, client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/sign-in/")
    assert "Your password has been set" in client.get("/accounts/sign-in/").content.decode()
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)
    assert AuditEvent.objects.filter(verb="invitation.accepted", actor=invited).count() == 1
    assert "_auth_user_id" not in client.session


def test_looking_at_the_page_uses_nothing_up(client, invitation):
    for _time in range(3):  # programs that check letters for harm open every link
        assert client.get(opened(invitation)).status_code == 200
    assert choose(invitation).status_code == 302


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", "short"),
        ("eleven-long", "eleven-long"),
        ("password1234", "password1234"),
        ("x" * 129, "x" * 129),
        (PASSWORD, PASSWORD + "!"),
        ("", ""),
    ],
)
def test_a_password_is_long_uncommon_and_written_twice(client, invited, invitation, password, again):
    answer = client.post(opened(invitation), {"password": password, "again": again})
    assert answer.status_code == 422
    invited.refresh_from_db()
    assert not invited.has_usable_password()
    longest = f"{PASSWORD} " * 4 + "by the water"
    assert len(longest) == 128
    assert choose(invitation, longest).status_code == 302


def over(key) -> bytes:
    """What the page says to a link that opens nothing."""
    answer = Client().get(PAGE, {"key": key})
    assert answer.status_code == 404
    return answer.content.split(b"<main")[1].split(b"</main")[0]


def test_used_late_replaced_foreign_and_invented_links_are_answered_alike(invited, invitation):
    late = actions.send_invitation(UserFactory(), by=None)
    Invitation.objects.filter(pk=late.pk).update(sent_at=timezone.now() - timedelta(days=7, seconds=1))
    replaced = actions.send_invitation(invited, by=None)
    newest = actions.send_invitation(invited, by=None)
    shut_out = actions.send_invitation(UserFactory(), by=None)
    User.objects.filter(pk=shut_out.account_id).update(is_active=False)
    choose(newest)
    keys = [invitation.key, late.key, replaced.key, newest.key, shut_out.key]
    keys += ["", "x", f"{newest.key}x", signing.Signer(salt="other").sign_object(newest.pk), signing.dumps(newest.pk)]
    keys += [Invitation(pk=999_999).key]
    assert len({over(key) for key in keys}) == 1
    assert {choose(used).status_code for used in (invitation, late, replaced, newest, shut_out)} == {404}


def test_a_parameter_that_the_page_does_not_know_is_refused(client, invitation):
    assert client.get(f"{opened(invitation)}&next=/desk/").status_code == 400


def test_the_letter_is_in_the_persons_language_and_holds_the_newest_link(invited, invitation):
    User.objects.filter(pk=invited.pk).update(language="fr")
    newest = actions.send_invitation(invited, by=None)
    letter = deliver()[-1]
    assert letter.to == ["ann@office.example"]
    (link,) = [line for line in letter.body.splitlines() if line.startswith("http")]
    assert link.endswith(f"?{urlencode({'key': newest.key})}")
    assert Client().get(link.removeprefix(portal_settings.SITE_URL)).status_code == 200
    assert letter.extra_headers["Content-Language"] == "fr"


def test_nobody_who_has_a_password_gets_the_letter(invited, invitation):
    choose(invitation)
    assert deliver() == []


def test_the_link_stands_in_no_table(invitation):
    deliver()
    signature = invitation.key.rpartition(":")[2]
    for model in (Invitation, AccountLetter, Letter, AuditEvent, BrowserSession, User):
        assert signature not in str(list(model.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_presses_at_once_one_sets_the_password(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    invitation = actions.send_invitation(UserFactory(), by=None)
    answers = at_once(lambda number: choose(invitation, f"{PASSWORD} {number}"))
    assert statuses(answers) == {302: 1, 404: 49}
    assert AuditEvent.objects.filter(verb="invitation.accepted").count() == 1
    assert User.objects.get(pk=invitation.account_id).has_usable_password()
