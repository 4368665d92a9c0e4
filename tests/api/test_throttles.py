"""How often a client may ask; and that nobody is kept out because the counter is away."""

import socket
import time
from threading import Thread

import pytest
from django.test import Client

from core.limits import counters
from core.limits.costs import Cost
from tests.limits import count_alone

THEMES = "/api/v1/themes/"


@pytest.fixture(autouse=True)
def counted(settings, monkeypatch):
    """Three requests a minute for visitors, five for members, in a window of this test's own."""
    settings.REQUESTS_PER_MINUTE = {Cost.API: {"visitor": 3, "member": 5}}
    count_alone(monkeypatch)


def statuses(client, times: int, **headers) -> list[int]:
    return [client.get(THEMES, **headers).status_code for _time in range(times)]


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(db, client):
    assert statuses(client, 3) == [200] * 3
    refused = client.get(THEMES)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-requests")
    assert 1 <= int(refused["Retry-After"]) <= counters.WINDOW_SECONDS


def test_each_address_is_counted_by_itself(db, client):
    assert statuses(client, 4, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_a_subscriber_is_counted_once_for_all_addresses_of_a_network(db, client):
    addresses = [f"2001:db8:1:1::{number}" for number in range(1, 5)]
    found = [client.get(THEMES, REMOTE_ADDR=address).status_code for address in addresses]
    assert found == [200, 200, 200, 429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:2::1") == [200]


def test_an_address_that_a_client_wrote_itself_counts_for_nothing(db, client, settings):
    found = [client.get(THEMES, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(4)]
    assert found[-1] == 429
    settings.TRUSTED_PROXIES = 1
    found = [
        client.get(THEMES, headers={"x-forwarded-for": f"198.51.100.{n}, 203.0.113.9"}).status_code for n in range(4)
    ]
    assert found == [200, 200, 200, 429]
    assert client.get(THEMES, headers={"x-forwarded-for": "203.0.113.10"}).status_code == 200


def test_a_token_may_ask_more_often_and_is_counted_apart(agency_client, client):
    assert statuses(client, 4)[-1] == 429
    assert statuses(agency_client, 6) == [200] * 5 + [429]


def test_a_session_may_ask_as_often_as_a_token(client, secretariat):
    client.force_login(secretariat)
    assert statuses(client, 6) == [200] * 5 + [429]


def test_who_guesses_tokens_is_counted_as_a_visitor(db):
    guesser = Client(headers={"authorization": "Bearer bsp_guess"})
    assert statuses(guesser, 4) == [401] * 3 + [429]


def test_a_count_ends_with_its_window(db):
    counters.count_request("requests:test:window")
    found = counters._connect(counters.settings.REDIS_URL)
    assert 0 < found.ttl("requests:test:window") <= counters.WINDOW_SECONDS


@pytest.fixture
def silent_server():
    """A server that takes connections and never answers."""
    server = socket.create_server(("127.0.0.1", 0))
    held = []

    def hold():
        try:
            while True:
                held.append(server.accept())
        except OSError:
            return

    thread = Thread(target=hold, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    server.close()
    for connection, _address in held:
        connection.close()


def test_where_the_counter_is_silent_everybody_passes_soon(db, client, settings, silent_server, caplog):
    client.get(THEMES)
    settings.REDIS_URL = f"redis://127.0.0.1:{silent_server}/0"
    began = time.monotonic()
    assert statuses(client, 20) == [200] * 20
    assert time.monotonic() - began < 10 * counters.PATIENCE_SECONDS + 3
    assert caplog.text.count("requests are not counted") == 1


def test_where_the_counter_refuses_everybody_passes(db, client, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
    assert statuses(client, 5) == [200] * 5
