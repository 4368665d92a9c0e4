"""Whatever strangers try, the owner gets in; and whoever gets in, strangers guess no more often than they may."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import AccountLetter
from accounts.signing_in import callers, credentials, known_devices, letters, lockout
from core.models import AuditEvent
from tests.security.siege import besiege
from tests.security.signing_in import (
    EMAIL,
    PASSWORD,
    ask_for_reset,
    deliver,
    make_officer,
    sign_in,
    statuses,
)

pytestmark = [pytest.mark.usefixtures("quick_hashes"), pytest.mark.django_db]
WAYS = ("reset", "password", "proof", "link")


def test_the_owner_gets_in_by_each_way_in_each_hour_of_a_day_under_attack(monkeypatch):
    times, attacker = besiege(monkeypatch, hours=24, networks=12)
    assert times == dict.fromkeys(WAYS, 24)
    assert attacker.judged <= 24 * lockout.ACCOUNT.attempts


@pytest.mark.nightly
def test_the_owner_gets_in_while_a_hundred_networks_try_all_they_may(monkeypatch):
    times, attacker = besiege(monkeypatch, hours=24, networks=100, persistent=True)
    assert times == dict.fromkeys(WAYS, 24)
    assert attacker.judged <= 24 * lockout.ACCOUNT.attempts


# Devices that have signed in before


@pytest.fixture
def desk(officer) -> Client:
    """The browser from which the officer has signed in."""
    browser = Client()
    sign_in(browser)
    return browser


def knock(password, cookies=None, **where):
    """A sign-in in a new browser, with the cookie of known devices of another one if there is one."""
    browser = Client()
    if cookies:
        browser.cookies[known_devices.COOKIE] = cookies[known_devices.COOKIE].value
    return sign_in(browser, password=password, **where)


def test_thirty_wrong_passwords_of_a_neighbour_close_no_known_device(desk):
    for place in range(30):
        knock("wrong", email=f"person{place}@office.example")
    assert knock(PASSWORD).status_code == 429
    assert knock(PASSWORD, desk.cookies).status_code == 302


def test_wrong_passwords_on_a_known_device_are_limited_too_and_close_nothing_else(desk):
    answers = [knock("wrong", desk.cookies, address=f"198.51.{place}.1") for place in range(8)]
    assert statuses(answers) == {422: 5, 429: 3}
    assert knock(PASSWORD).status_code == 302


def test_devices_of_one_account_do_not_close_each_other(desk):
    other = Client()
    sign_in(other)
    for _time in range(5):
        knock("wrong", desk.cookies)
    assert knock(PASSWORD, desk.cookies).status_code == 429
    assert knock(PASSWORD, other.cookies).status_code == 302


def judged(cookies_of) -> int:
    """How many of two hundred guesses within an hour are judged, from a hundred networks."""
    answers = [knock("wrong", cookies_of(place), address=f"198.51.{place % 100}.1") for place in range(200)]
    return statuses(answers).get(422, 0)


def test_guesses_of_strangers_are_thirty_an_hour_whatever_cookie_they_show(desk):
    make_officer("other@office.example")
    theirs = Client()
    sign_in(theirs, email="other@office.example")
    forged = Client()
    forged.cookies[known_devices.COOKIE] = desk.cookies[known_devices.COOKIE].value[:-4] + "AAAA"
    shown = [None, theirs.cookies, forged.cookies]
    assert judged(lambda place: shown[place % 3]) == lockout.ACCOUNT.attempts


def test_a_stolen_cookie_gives_the_guesses_of_one_device(desk):
    stolen = desk.cookies
    assert judged(lambda place: stolen if place % 2 else None) == lockout.ACCOUNT.attempts + lockout.DEVICE.attempts


def test_a_device_is_known_until_the_password_changes(desk, officer):
    close_account()
    assert knock(PASSWORD, desk.cookies).status_code == 302
    credentials.change_password(officer, password="a quiet river at noon")
    assert knock("a quiet river at noon", desk.cookies).status_code == 429


def test_a_browser_in_which_a_password_was_chosen_is_known(officer):
    browser = Client()
    ask_for_reset(EMAIL)
    link = deliver()[-1].body.split("http://localhost:8000")[1].split()[0]
    browser.post(link, {"password": "a quiet river at noon", "again": "a quiet river at noon"})
    for place in range(30):
        knock("wrong", address=f"198.51.{place}.1")
    assert sign_in(browser, password="a quiet river at noon").status_code == 302


def test_the_operator_opens_an_account_again(desk, officer):
    close_account()
    for _time in range(5):
        knock("wrong", desk.cookies)
    knock_home = [knock(PASSWORD), knock(PASSWORD, desk.cookies)]
    assert statuses(knock_home) == {429: 2}
    call_command("open_account", EMAIL.upper(), stdout=StringIO())
    assert statuses([knock(PASSWORD), knock(PASSWORD, desk.cookies), knock("wrong", address="198.51.3.1")]) == {
        302: 2,
        422: 1,
    }
    event = AuditEvent.objects.get(verb="account.passwords_opened")
    assert (event.object_id, event.actor) == (officer.pk, None)


def test_only_what_was_closed_can_be_opened(officer):
    for address in (EMAIL, "nobody@office.example"):
        with pytest.raises(CommandError):
            call_command("open_account", address)
    assert not AuditEvent.objects.filter(verb="account.passwords_opened").exists()


# Letters


def ask(page, email=EMAIL, browser=None, **where):
    return (browser or Client()).post(f"/accounts/{page}/", {"email": email}, **where)


def close_account() -> None:
    for place in range(30):
        knock("wrong", address=f"198.51.{place}.1")


def sent(word: str) -> int:
    return sum(word in letter.subject for letter in deliver())


def test_asking_for_a_link_that_is_not_needed_uses_nothing_up(officer):
    assert statuses([ask("sign-in/link") for _time in range(40)]) == {302: 40}
    close_account()
    assert ask("sign-in/link").status_code == 302
    assert sent("sign-in link") == 1


def test_one_client_has_ten_letters_written_and_one_network_thirty():
    answers = [ask("password/reset", f"person{place}@office.example") for place in range(160)]
    assert statuses(answers) == {302: 10, 429: 150}
    assert AccountLetter.objects.count() == 10
    answers = [
        ask("password/reset", f"person{place}@office.example", REMOTE_ADDR=f"198.51.100.{place}")
        for place in range(160)
    ]
    assert statuses(answers) == {302: 30, 429: 130}


def test_an_address_gets_five_letters_an_hour_from_strangers_and_whoever_asks_learns_nothing(desk):
    answers = [ask("password/reset", REMOTE_ADDR=f"198.51.{place}.1") for place in range(20)]
    assert statuses(answers) == {302: 20}
    assert sent("Choose a new password") == 5
    assert ask("password/reset", browser=desk).status_code == 302
    assert sent("Choose a new password") == 1


def test_a_letter_that_is_tried_again_is_counted_once(officer):
    ask("password/reset")
    letter = AccountLetter.objects.get()
    counter = lockout.LETTERS.of(letter.address, letter.notice)
    for attempt in (1, 2, 3, 4, 5, 5):
        letter.attempt = attempt
        assert letters.has_room(letter)
    for _time in range(lockout.LETTERS.attempts - 1):
        assert lockout.allows(counter)
    assert not lockout.allows(counter)


def test_the_warning_holds_a_link_that_signs_in_once(officer):
    close_account()
    (warning,) = deliver()
    link = warning.body.split("http://localhost:8000")[1].split()[0]
    assert Client().post(link)["Location"] == "/desk/"
    assert Client().post(link).status_code == 404


def test_too_many_letters_are_told_with_the_way_that_is_left(officer):
    answers = [ask("password/reset") for _time in range(6)]
    assert "the link in the latest one still works" in answers[-1].content.decode()
    assert "link sent by email" in [knock("wrong") for _time in range(6)][-1].content.decode()


# Teeth: each of the guards, switched off


def shut_out(monkeypatch) -> set[str]:
    """The ways that fail within a few hours of the attack."""
    times, _attacker = besiege(monkeypatch, hours=3, networks=12)
    return {way for way in WAYS if times[way] < 3}


def test_without_counters_of_their_own_known_devices_are_shut_out(monkeypatch):
    monkeypatch.setattr(known_devices, "browser_for", lambda request, address: "")
    assert {"password", "reset"} <= shut_out(monkeypatch)


def test_without_a_counter_of_its_own_the_proof_in_a_session_is_shut_out(monkeypatch):
    monkeypatch.setattr(callers, "of_attempt", lambda request, address, **_ways: callers._of_stranger(request, address))
    assert "proof" in shut_out(monkeypatch)


def test_without_new_letters_after_the_use_of_a_link_the_owner_runs_out_of_them(monkeypatch):
    monkeypatch.setattr(credentials, "allow_letters", lambda account: None)
    assert {"link", "reset"} & shut_out(monkeypatch)
