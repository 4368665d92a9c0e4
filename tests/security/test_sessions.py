"""Sessions: how long they last, what ends them, what their owner sees of them (docs/design/security.md#sessions)."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import BrowserSession
from accounts.signing_in.devices import device_of
from accounts.signing_in.middleware import SessionUseMiddleware
from accounts.signing_in.session_store import SessionStore
from core.models import AuditEvent

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
SESSIONS = "/accounts/sessions/"
PASSWORD = "lake-of-nine-rivers"


@pytest.fixture
def moment(monkeypatch):
    """Moves the clock of the sessions: ``moment(hours=3)`` is three hours from now."""
    now = timezone.now()

    def move(**distance):
        then = now + timedelta(**distance)
        monkeypatch.setattr("django.utils.timezone.now", lambda: then)
        monkeypatch.setattr("time.time", then.timestamp)

    return move


def browser(user, user_agent=FIREFOX, address="203.0.113.77") -> Client:
    """A browser of that kind, in which the person is signed in."""
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)
    client.force_login(user)
    long_ago = timezone.now() - timedelta(minutes=2)
    BrowserSession.objects.filter(pk=client.session.session_key).update(seen_at=long_ago)
    client.get("/accounts/")
    return client


def is_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


def row_of(client) -> BrowserSession:
    return BrowserSession.objects.get(pk=client.session.session_key)


def test_a_session_ends_after_two_hours_without_use(kenya_government, moment):
    client = browser(kenya_government)
    moment(hours=1, minutes=58)
    assert is_in(client)
    moment(hours=3, minutes=57)
    assert is_in(client)
    moment(hours=5, minutes=58)
    assert not is_in(client)


def test_a_session_ends_twelve_hours_after_signing_in_however_busy_it_was(kenya_government, moment):
    client = browser(kenya_government)
    for hour in range(1, 12):
        moment(hours=hour)
        assert is_in(client)
    moment(hours=11, minutes=59)
    assert is_in(client)
    assert row_of(client).expire_date <= timezone.now() + timedelta(minutes=1)
    moment(hours=12, minutes=1)
    assert not is_in(client)


def test_the_use_of_a_session_is_written_down_once_a_minute(kenya_government, moment, django_assert_num_queries):
    client = browser(kenya_government)
    seen_at = row_of(client).seen_at
    moment(seconds=50)
    client.get("/accounts/")
    assert row_of(client).seen_at == seen_at
    moment(seconds=70)
    client.get("/accounts/")
    assert row_of(client).seen_at > seen_at


def test_the_page_knows_when_its_session_ends(kenya_government, moment):
    client = browser(kenya_government)
    told = re.search(r'data-idle="(\d+)" data-last="(\d+)"', client.get("/accounts/").content.decode())
    assert int(told[1]) == 7140
    assert 43_100 < int(told[2]) <= 43_200
    moment(hours=1)
    client.get("/accounts/")
    moment(hours=2)
    told = re.search(r'data-idle="(\d+)" data-last="(\d+)"', client.get("/accounts/").content.decode())
    assert int(told[1]) == 7140
    assert 35_900 < int(told[2]) <= 36_000


def test_of_an_address_only_the_network_is_kept_and_of_a_browser_only_its_name(kenya_government):
    row = row_of(browser(kenya_government))
    assert (row.network, row.device) == ("203.0.113.0", "Firefox, Windows")
    assert "203.0.113.77" not in str(BrowserSession.objects.values())
    row = row_of(browser(kenya_government, address="2001:db8:1:2:3:4:5:6"))
    assert row.network == "2001:db8:1:2::"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, macOS"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(user_agent, device):
    assert device_of(user_agent) == device


def test_the_page_shows_ones_own_sessions_and_marks_this_one(kenya_government, peru_government):
    here = browser(kenya_government)
    browser(kenya_government, SAFARI)
    browser(peru_government, "Mozilla/5.0 (X11; CrOS) Chrome/126.0", address="198.51.100.9")
    page = here.get(SESSIONS).content.decode()
    assert page.count('<tr role="row">') == 3
    assert "Safari, iPhone" in page
    assert "ChromeOS" not in page
    assert "198.51.100" not in page
    assert re.findall(r"<bdi>([^<]+)</bdi>[^/]*This device", page) == ["Firefox, Windows"]
    assert here.session.session_key not in page
    assert not any(key in page for key in kenya_government.sessions.values_list("pk", flat=True))


def test_an_ended_session_is_a_visitors_from_the_next_request_on(kenya_government):
    here, lost = browser(kenya_government), browser(kenya_government, SAFARI)
    answer = here.post(f"{SESSIONS}{row_of(lost).handle}/end/")
    assert (answer.status_code, answer["Location"]) == (302, SESSIONS)
    assert is_in(here)
    assert not is_in(lost)
    event = AuditEvent.objects.get(verb="session.ended")
    assert (event.actor, event.object_id) == (kenya_government, kenya_government.pk)
    assert (event.reason, event.data) == ("", {"device": "Safari, iPhone"})


def test_all_others_are_ended_at_once(kenya_government):
    here, *others = [browser(kenya_government) for _time in range(4)]
    assert here.post(f"{SESSIONS}end-others/").status_code == 302
    assert is_in(here)
    assert not any(is_in(other) for other in others)
    event = AuditEvent.objects.get(verb="session.others_ended")
    assert (event.reason, event.data) == ("", {"sessions": 3})


def test_nobody_ends_a_session_of_somebody_else(kenya_government, peru_government):
    own, foreign = browser(kenya_government), browser(peru_government)
    assert own.post(f"{SESSIONS}{row_of(foreign).handle}/end/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.end_session(row_of(foreign), by=kenya_government)
    own.post(f"{SESSIONS}end-others/")
    assert is_in(foreign)


def test_signing_in_gives_a_new_session_id_and_signing_out_ends_it(client, kenya_government):
    kenya_government.set_password(PASSWORD)
    kenya_government.save()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.post("/accounts/sign-in/", {"username": kenya_government.email, "password": PASSWORD})
    within = client.session.session_key
    assert within != before
    assert not BrowserSession.objects.filter(pk=before).exists()
    client.post("/accounts/sign-out/")
    assert not BrowserSession.objects.filter(pk=within).exists()


def test_a_new_password_ends_every_session(kenya_government, secretariat):
    client = browser(kenya_government)
    actions.set_password(kenya_government, by=secretariat, password=PASSWORD)
    assert not kenya_government.sessions.exists()
    assert not is_in(client)


def test_disabling_a_person_ends_sessions_at_once_and_for_good(kenya_government, secretariat):
    client = browser(kenya_government)
    actions.disable_account(kenya_government, by=secretariat, reason="Left the ministry.")
    assert not is_in(client)
    actions.enable_account(kenya_government, by=secretariat, reason="Back again.")
    assert not is_in(client)


def test_a_request_that_is_under_way_does_not_bring_an_ended_session_back(kenya_government):
    client = browser(kenya_government)
    store = SessionStore(client.session.session_key)
    store["note"] = "kept"
    kenya_government.sessions.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not BrowserSession.objects.exists()


def test_ended_sessions_are_swept(kenya_government, moment):
    client = browser(kenya_government)
    key = client.session.session_key
    moment(hours=3)
    SessionStore.clear_expired()
    assert not BrowserSession.objects.filter(pk=key).exists()


# Teeth


def test_without_the_note_of_use_an_idle_session_is_noticed(kenya_government, moment, monkeypatch):
    monkeypatch.setattr(SessionUseMiddleware, "__call__", lambda self, request: self.get_response(request))
    with pytest.raises(AssertionError):
        test_a_session_ends_after_two_hours_without_use(kenya_government, moment)


@pytest.mark.parametrize("name", ["get_session_cookie_age", "seconds_at_most"])
def test_without_its_ages_a_session_that_lasts_is_noticed(kenya_government, moment, monkeypatch, name):
    monkeypatch.setattr(SessionStore, name, lambda self: 14 * 24 * 60 * 60)
    with pytest.raises(AssertionError):
        test_a_session_ends_twelve_hours_after_signing_in_however_busy_it_was(kenya_government, moment)
