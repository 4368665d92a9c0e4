"""Signing in: limits that hold against many at once, answers that tell nobody apart, letters, links."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Attempts
from accounts.signing_in import callers, credentials, lockout, mailed_links
from core import clock
from core.http import addresses
from core.models import AuditEvent
from tests.security.signing_in import (
    AT_ONCE,
    EMAIL,
    PASSWORD,
    SIGN_IN,
    ask_for_reset,
    at_once,
    deliver,
    make_officer,
    sign_in,
    statuses,
)

pytestmark = pytest.mark.usefixtures("quick_hashes")


# The limits, against many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", [EMAIL, "nobody@office.example"])
def test_five_of_fifty_wrong_passwords_at_once_are_judged(email):
    make_officer()
    answers = at_once(lambda place: sign_in(Client(), email=email, password=f"wrong {place}"))
    assert statuses(answers) == {422: 5, 429: 45}
    assert AuditEvent.objects.filter(verb="account.sign_in_failed").count() == 5


@pytest.mark.django_db(transaction=True)
def test_thirty_of_fifty_wrong_passwords_for_one_account_from_fifty_networks_are_judged():
    make_officer()
    answers = at_once(lambda place: sign_in(Client(), password="wrong", address=f"198.51.{place}.1"))
    assert statuses(answers) == {422: 30, 429: 20}


@pytest.mark.django_db(transaction=True)
def test_thirty_of_fifty_wrong_passwords_from_one_network_for_fifty_accounts_are_judged():
    answers = at_once(
        lambda place: sign_in(Client(), email=f"person{place}@office.example", address=f"198.51.100.{place}")
    )
    assert statuses(answers) == {422: 30, 429: 20}


def test_right_passwords_cost_no_attempt(officer):
    assert statuses([sign_in(Client()) for _time in range(6)]) == {302: 6}
    assert statuses(fail(1)) == {422: 1}


# What is answered, and to whom


@pytest.fixture
def wait(monkeypatch):
    """Let time pass."""
    passed = timedelta()

    def wait(**time):
        nonlocal passed
        passed += timedelta(**time)
        monkeypatch.setattr(clock, "now", lambda: timezone.now() + passed)

    return wait


def fail(number, **fields):
    return [sign_in(Client(), password="wrong", **fields) for _time in range(number)]


def test_after_five_wrong_passwords_the_right_one_waits_a_quarter_of_an_hour_too(officer, wait):
    fail(5)
    refused = sign_in(Client())
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 15 * 60
    assert "try again in 15 minutes" in refused.content.decode()
    assert sign_in(Client(), address="203.0.113.9").status_code == 302
    wait(minutes=14)
    assert sign_in(Client()).status_code == 429
    wait(minutes=2)
    assert sign_in(Client()).status_code == 302


def test_addresses_of_one_network_are_counted_together(officer):
    answers = [fail(1, address=f"192.0.2.{place}")[0] for place in range(6)]
    assert statuses(answers) == {422: 5, 429: 1}
    answers = [fail(1, address=f"2001:db8:1:2::{place}")[0] for place in range(6)]
    assert statuses(answers) == {422: 5, 429: 1}
    answers = [fail(1, address=f"::ffff:203.0.{place}.1")[0] for place in range(6)]
    assert statuses(answers) == {422: 6}


def test_wrong_passwords_of_a_quarter_of_an_hour_ago_no_longer_count(officer, wait):
    fail(4)
    wait(minutes=8)
    assert statuses(fail(1)) == {422: 1}
    wait(minutes=16)
    assert statuses(fail(5)) == {422: 5}


def test_the_window_moves_on_with_each_attempt(officer, wait):
    """Four at its end and four at the next one's beginning would be eight in a minute."""
    fail(1)
    wait(minutes=14)
    fail(3)
    wait(minutes=2)
    assert statuses(fail(3)) == {422: 2, 429: 1}


def test_the_client_address_is_counted_from_the_trusted_end(officer, settings):
    settings.TRUSTED_PROXIES = 1
    answers = [
        Client().post(
            SIGN_IN,
            {"username": EMAIL, "password": "wrong"},
            HTTP_X_FORWARDED_FOR=f"198.51.{place}.1, 203.0.113.5",
        )
        for place in range(6)
    ]
    assert statuses(answers) == {422: 5, 429: 1}


@pytest.mark.parametrize(("proxies", "header"), [(0, "203.0.113.5"), (2, "203.0.113.5")])
def test_a_wrong_number_of_proxies_is_told_in_the_log_once(officer, settings, caplog, proxies, header):
    settings.TRUSTED_PROXIES = proxies
    addresses.tell_of_wrong_number.cache_clear()
    for _time in range(3):
        Client().get(SIGN_IN, HTTP_X_FORWARDED_FOR=header)
    (line,) = [record for record in caplog.records if "TRUSTED_PROXIES" in record.message]
    assert line.levelname == "ERROR"
    assert header not in line.message


def without_tokens(answer) -> bytes:
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)
    return re.sub(rb"\w+@office\.example", b"", page)


def test_unknown_disabled_and_known_accounts_get_the_same_bytes(officer):
    make_officer("gone@office.example", is_active=False)
    known = fail(6, address="192.0.2.1")
    unknown = fail(6, address="198.51.100.1", email="nobody@office.example")
    disabled = [sign_in(Client(), email="gone@office.example", address="203.0.113.1") for _time in range(6)]
    for answers in zip(known, unknown, disabled, strict=True):
        assert len({answer.status_code for answer in answers}) == 1
        assert len({without_tokens(answer) for answer in answers}) == 1
    assert known[-1].status_code == 429


def statements(knock) -> list[str]:
    """What the database is asked, without the values."""
    with CaptureQueriesContext(connection) as queries:
        knock()
    return [re.sub(r"'[^']*'|\d+|NULL", "", query["sql"]) for query in queries]


def test_known_and_unknown_addresses_ask_the_database_the_same(officer):
    """The time is alike because the work is."""
    for email in (EMAIL, "other@office.example"):  # what a process asks once, and then remembers
        fail(1, address="203.0.113.1", email=email)
        ask_for_reset(email)
    known = statements(lambda: fail(1, address="192.0.2.1"))
    unknown = statements(lambda: fail(1, address="198.51.100.1", email="nobody@office.example"))
    assert known == unknown
    known = statements(lambda: ask_for_reset(EMAIL))
    unknown = statements(lambda: ask_for_reset("nobody@office.example"))
    assert known == unknown


def test_a_known_device_does_not_tell_which_addresses_are_known(officer):
    make_officer("other@office.example")
    browser = Client()
    sign_in(browser)
    for page in ("/accounts/password/reset/", "/accounts/sign-in/link/"):
        asked = [
            statements(lambda email=email, page=page: browser.post(page, {"email": email}))
            for email in ("third@office.example", "other@office.example", "nobody@office.example")
        ]
        assert asked[1] == asked[2]


def test_a_link_is_mailed_in_like_time_to_known_and_unknown_addresses(officer):
    for email in (EMAIL, "nobody@office.example"):
        for place in range(30):
            fail(1, email=email, address=f"198.51.{place}.1")
    known = statements(lambda: Client().post("/accounts/sign-in/link/", {"email": EMAIL}))
    unknown = statements(lambda: Client().post("/accounts/sign-in/link/", {"email": "nobody@office.example"}))
    assert known == unknown
    assert any("accounts_accountletter" in statement for statement in known)


def test_sign_ins_good_and_bad_and_signing_out_are_in_the_audit_without_the_address(officer):
    client = Client()
    fail(1)
    fail(1, email="nobody@office.example")
    sign_in(client)
    client.post("/accounts/sign-out/")
    events = list(AuditEvent.objects.order_by("pk").values_list("verb", "object_id", "actor", "network"))
    assert events == [
        ("account.sign_in_failed", officer.pk, None, "192.0.2.0"),
        ("account.sign_in_failed", None, None, "192.0.2.0"),
        ("account.signed_in", officer.pk, officer.pk, "192.0.2.0"),
        ("account.signed_out", officer.pk, officer.pk, "127.0.0.0"),
    ]
    assert "nobody" not in str(list(AuditEvent.objects.values()))


def test_rows_of_attempts_are_swept_and_name_nobody(officer, wait):
    fail(1)
    assert Attempts.objects.count() == 3
    assert not re.search(r"office|192", str(list(Attempts.objects.values_list("key", flat=True))))
    wait(hours=2)
    fail(1, email="nobody@office.example", address="203.0.113.1")
    assert Attempts.objects.count() == 3


# Thirty for one account: a mailed link


@pytest.fixture
def closed_account(officer):
    for place in range(30):
        fail(1, address=f"198.51.{place}.1")
    return officer


def link_in(letter) -> str:
    return re.search(r"http://localhost:8000(/accounts/\S+)", letter.body)[1]


def test_after_thirty_wrong_passwords_the_owner_is_warned_and_signs_in_by_a_mailed_link(closed_account):
    refused = sign_in(Client())
    assert refused.status_code == 429
    assert "link sent by email" in refused.content.decode()
    (warning,) = deliver()
    assert (warning.to, warning.subject) == ([EMAIL], "Too many incorrect passwords for your account")
    client = Client()
    assert client.post("/accounts/sign-in/link/", {"email": EMAIL}).status_code == 302
    (letter,) = deliver()
    page = client.get(link_in(letter))
    assert page.status_code == 200
    assert client.get("/accounts/").status_code == 302, "reading the page signs nobody in"
    assert client.post(link_in(letter))["Location"] == "/desk/"
    assert client.get("/accounts/").status_code == 200


def test_a_mailed_link_works_once(closed_account):
    Client().post("/accounts/sign-in/link/", {"email": EMAIL})
    link = link_in(deliver()[-1])
    assert Client().post(link).status_code == 302
    assert Client().post(link).status_code == 404
    assert Client().get(link).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_fifty_presses_of_one_mailed_link_one_signs_in():
    key = mailed_links.SIGN_IN.key_of(make_officer())
    answers = at_once(lambda place: Client().post(f"/accounts/sign-in/link/open/?key={key}"))
    assert statuses(answers) == {302: 1, 404: 49}


def test_a_link_is_mailed_only_while_passwords_are_closed(officer):
    Client().post("/accounts/sign-in/link/", {"email": EMAIL})
    Client().post("/accounts/sign-in/link/", {"email": "nobody@office.example"})
    assert deliver() == []


@pytest.mark.parametrize("key", ["", "1", "1-2", "x-y", "9" * 30 + "-a", "%00"])
@pytest.mark.parametrize("page", ["/accounts/sign-in/link/open/", "/accounts/password/reset/choose/"])
def test_what_the_portal_never_mailed_opens_nothing(client, db, key, page):
    assert client.get(page, {"key": key}).status_code == 404
    assert client.post(f"{page}?key={key}").status_code in (400, 404)


# A forgotten password


NEW_PASSWORD = {"password": "a quiet river at noon", "again": "a quiet river at noon"}


def test_a_new_password_by_mailed_link_ends_every_session_and_works_once(officer):
    inside = Client()
    sign_in(inside)
    assert ask_for_reset(EMAIL.upper()).status_code == 302
    link = link_in(deliver()[-1])
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, NEW_PASSWORD).status_code == 302
    assert client.post(link, NEW_PASSWORD).status_code == 404
    assert inside.get("/accounts/").status_code == 302
    assert sign_in(Client()).status_code == 422
    assert sign_in(Client(), password=NEW_PASSWORD["password"]).status_code == 302
    (letter,) = [letter for letter in deliver() if "changed" in letter.subject]
    assert letter.to == [EMAIL]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_presses_of_one_link_for_a_new_password_one_counts():
    link = f"/accounts/password/reset/choose/?key={mailed_links.RESET.key_of(make_officer())}"
    passwords = [f"a quiet river at noon {place}" for place in range(AT_ONCE)]
    answers = at_once(lambda place: Client().post(link, dict.fromkeys(("password", "again"), passwords[place])))
    assert statuses(answers) == {302: 1, 404: 49}
    assert AuditEvent.objects.filter(verb="account.password_reset").count() == 1


def test_a_link_for_a_new_password_lives_one_hour(officer, monkeypatch):
    key = mailed_links.RESET.key_of(officer)
    now = mailed_links.RESET._now()
    monkeypatch.setattr(mailed_links.RESET, "_now", lambda: now + timedelta(minutes=59))
    assert mailed_links.RESET.account_of(key) == officer
    monkeypatch.setattr(mailed_links.RESET, "_now", lambda: now + timedelta(minutes=61))
    assert mailed_links.RESET.account_of(key) is None


def test_a_link_of_one_purpose_does_not_serve_another(officer):
    assert mailed_links.SIGN_IN.account_of(mailed_links.RESET.key_of(officer)) is None


def test_asking_for_a_reset_answers_the_same_bytes_and_writes_only_to_accounts(officer):
    make_officer("gone@office.example", is_active=False)
    answers = [ask_for_reset(email) for email in (EMAIL, "nobody@office.example", "gone@office.example")]
    assert len({(answer.status_code, answer["Location"], without_tokens(answer)) for answer in answers}) == 1
    assert [letter.to for letter in deliver()] == [[EMAIL]]


@pytest.mark.parametrize("email", [EMAIL, "nobody@office.example"])
def test_five_letters_an_hour_go_to_one_address(officer, email, wait):
    answers = [ask_for_reset(email) for _time in range(6)]
    assert statuses(answers) == {302: 5, 429: 1}
    wait(minutes=61)
    assert ask_for_reset(email).status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "x" * 129])
def test_weak_and_endless_passwords_are_refused(officer, password):
    link = f"/accounts/password/reset/choose/?key={mailed_links.RESET.key_of(officer)}"
    assert Client().post(link, {"password": password, "again": password}).status_code == 422


def test_a_password_is_changed_with_the_old_one_and_other_sessions_end(officer):
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    before = here.session.session_key
    wrong = here.post("/accounts/password/", {"current": "wrong", **NEW_PASSWORD})
    assert wrong.status_code == 422
    assert here.post("/accounts/password/", {"current": PASSWORD, **NEW_PASSWORD}).status_code == 302
    assert here.get("/accounts/").status_code == 200
    assert here.session.session_key != before
    assert elsewhere.get("/accounts/").status_code == 302
    assert AuditEvent.objects.filter(verb="account.password_changed", actor=officer).count() == 1


def test_the_old_password_is_counted_as_at_the_sign_in(officer):
    client = Client()
    sign_in(client)
    answers = [client.post("/accounts/password/", {"current": "wrong", **NEW_PASSWORD}) for _time in range(6)]
    assert statuses(answers) == {422: 5, 429: 1}


# Teeth


@pytest.mark.django_db(transaction=True)
def test_attempts_that_are_counted_after_they_are_judged_are_noticed(monkeypatch):
    begin = lockout._begin

    def late(counters):
        for counter in counters:
            if until := lockout.closed_until(counter):
                raise lockout.Closed(counter.limit, until)
        return lockout.Attempt()

    def judge(request, address, is_right, **options):
        counters = callers.of_attempt(request, address, **options)
        with lockout.attempt(counters) as attempt:
            attempt.was_right = is_right()
        if not attempt.was_right:
            begin([counter for counter in counters if counter.limit is lockout.ACCOUNT_AND_NETWORK])
        return attempt.was_right

    monkeypatch.setattr(lockout, "_begin", late)
    monkeypatch.setattr(credentials, "judge", judge)
    with pytest.raises((AssertionError, lockout.Closed)):
        test_five_of_fifty_wrong_passwords_at_once_are_judged(EMAIL)
