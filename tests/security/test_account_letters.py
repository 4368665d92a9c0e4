"""Letters about an account: when they are sent, in which language, and what is kept of them."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import AccountLetter, User
from tests.security.signing_in import EMAIL, ask_for_reset, deliver, sign_in

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_a_sign_in_from_a_new_device_is_told_to_the_owner_once_a_browser(officer):
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0"})
    sign_in(client)
    (letter,) = deliver()
    assert letter.subject == "Sign-in from a new device"
    assert "Firefox, Windows, network 192.0.2.0" in letter.body
    client.post("/accounts/sign-out/")
    sign_in(client)
    assert deliver() == []
    sign_in(Client())
    assert len(deliver()) == 1


def test_a_forged_note_of_the_browser_makes_no_device_known(officer):
    client = Client()
    client.cookies["known"] = "W10:forged"
    sign_in(client)
    assert len(deliver()) == 1


def test_letters_come_in_the_language_of_the_owner(officer):
    User.objects.update(language="fr")
    ask_for_reset(EMAIL)
    (letter,) = deliver()
    assert letter.extra_headers["Content-Language"] == "fr"


def test_no_letter_keeps_a_link_in_a_table(officer):
    ask_for_reset(EMAIL)
    deliver()
    assert "key" not in str(list(AccountLetter.objects.values()))
    assert AccountLetter.objects.get().state == AccountLetter.DONE


def test_a_mail_server_that_is_away_delays_the_letter_and_nothing_else(officer, monkeypatch):
    def refuse(message):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    assert sign_in(Client()).status_code == 302
    deliver()
    letter = AccountLetter.objects.get()
    assert letter.state == AccountLetter.QUEUED
    assert letter.queued_at > timezone.now()
