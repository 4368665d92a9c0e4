"""How much one client may take: what each address costs, who is counted, and that every door counts."""

import time
from runpy import run_path
from threading import Thread

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import QueryDict
from django.test import Client

from bsp_portal import limits
from bsp_portal import settings as written_settings
from bsp_portal.api import CATALOGUE
from bsp_portal.views import search
from core import clock
from core.limits import counters
from core.limits.costs import Cost, cost_of
from core.limits.places import SECONDS_HELD, Places
from core.lists.views import RecordListView
from reports import actions
from reports.choices import ReportState
from reports.models import Edition, Snapshot
from tests.factories import UserFactory
from tests.factories.reports import ReportFactory
from tests.limits import count_alone
from tests.walking import callbacks, paths, views_of

FREE = {"healthz", "readyz"}
# Without a parameter; whatever is missing here is an ordinary page.
COSTS = dict.fromkeys(FREE, Cost.FREE) | {
    "search": Cost.DEAR,
    "data": Cost.DEAR,
    "reports:figure_records": Cost.DEAR,
    "reports:edition_download": Cost.FILE,
    "api:catalogue": Cost.API,
    "api:schema": Cost.API,
    "api:docs": Cost.API,
}
PUBLIC_LISTS = ["/countries/", "/needs/", "/projects/", "/partners/", "/exchange/", "/meetings/", "/focal-points/"]
HERE, THERE = "203.0.113.1", "203.0.113.2"


@pytest.fixture(autouse=True)
def counted(settings, monkeypatch):
    """Few requests a minute, counted in a minute of this test's own."""
    few = {"ordinary": 4, "dear": 3, "file": 2, "api": 3}
    settings.REQUESTS_PER_MINUTE = {cost: {"visitor": limit, "member": 5 * limit} for cost, limit in few.items()}
    count_alone(monkeypatch)
    monkeypatch.setattr(limits, "places", Places())


def leave(*responses):
    """What the server does when a client went away; of the connection to the database the test takes care."""
    request_finished.disconnect(close_old_connections)
    for response in responses:
        response.close()
    request_finished.connect(close_old_connections)


def nothing_is_allowed(settings):
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(settings.REQUESTS_PER_MINUTE, {"visitor": -1, "member": -1})


def statuses(client, path, times, **headers) -> list[int]:
    return [client.get(path, **headers).status_code for _time in range(times)]


def test_every_address_costs_what_this_table_says():
    found = {name: cost_of(view, QueryDict()) for name, view in callbacks() if not hasattr(view, "cls")}
    assert {name: cost for name, cost in found.items() if cost != Cost.ORDINARY} == COSTS
    assert len(found) > 120


@pytest.mark.parametrize("view", views_of(RecordListView).values(), ids=lambda view: view.__name__)
def test_what_a_list_costs_depends_on_what_is_asked_of_it(view):
    asked = {"": "ordinary", "page=2&page_size=100": "ordinary", "format=csv": "file", "q=river&format=csv": "file"}
    asked |= {f"ordering={view.default_order}": "ordinary", "q=river": "dear"}
    asked |= {f"ordering={sign}{name}": "dear" for name in view.counted_orders for sign in ("", "-")}
    assert {query: view.cost(QueryDict(query)) for query in asked} == asked


def test_lists_by_counts_are_found():
    found = {name: view.counted_orders for name, view in views_of(RecordListView).items() if view.counted_orders}
    assert found == {"countries:country_list": {"needs", "unmet", "projects"}}


def test_layers_and_files_of_figures_cost_more_than_their_page():
    views = dict(callbacks())
    assert cost_of(views["start"], QueryDict("layer=unmet")) == Cost.DEAR
    assert cost_of(views["reports:figure_records"], QueryDict("format=csv")) == Cost.FILE


def test_every_door_counts_before_it_does_anything(settings, client, db, django_assert_num_queries):
    nothing_is_allowed(settings)
    every = paths()
    assert every.keys() >= {name for name, _view in callbacks()}
    assert sum(path.startswith("/api/v1/") for path in every.values()) >= 2 * len(CATALOGUE)
    with django_assert_num_queries(0):
        counted = {name: path for name, path in every.items() if name not in FREE}
        found = {name: (client.get(path).status_code, client.post(path).status_code) for name, path in counted.items()}
    assert {name: answers for name, answers in found.items() if answers != (429, 429)} == {}
    assert client.get("/healthz").status_code == 200


def test_addresses_that_lead_nowhere_are_counted(settings, client, db):
    assert statuses(client, "/nowhere/", 5) == [404] * 4 + [429]
    assert statuses(client, "/api/v1/nowhere/", 4) == [404] * 3 + [429]


def test_static_files_are_not_counted(settings, client, db):
    nothing_is_allowed(settings)
    assert statuses(client, "/static/css/unavailable.css", 3) == [200] * 3


def test_a_visitor_who_opens_too_much_is_told_when_to_come_back(client, db, django_assert_num_queries):
    assert statuses(client, "/help/", 4) == [200] * 4
    with django_assert_num_queries(0):
        refused = client.get("/needs/")
    seconds = int(refused["Retry-After"])
    assert (refused.status_code, 1 <= seconds <= counters.WINDOW_SECONDS) == (429, True)
    assert f"Try again in {seconds} second" in refused.content.decode()


def test_each_cost_and_each_address_is_counted_by_itself(client, db):
    assert statuses(client, "/search/", 4, REMOTE_ADDR=HERE) == [200] * 3 + [429]
    assert statuses(client, "/help/", 1, REMOTE_ADDR=HERE) == [200]
    assert statuses(client, "/search/", 1, REMOTE_ADDR=THERE) == [200]


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(settings, client, db):
    settings.TRUSTED_PROXIES = 1
    forged = [{"x-forwarded-for": f"198.51.100.{number}, {HERE}"} for number in range(4)]
    assert [client.get("/search/", headers=one).status_code for one in forged] == [200] * 3 + [429]
    assert client.get("/search/", headers={"x-forwarded-for": THERE}).status_code == 200


def test_whoever_is_signed_in_is_counted_by_account_and_may_five_times_as_much(client, secretariat, agency_member):
    member, neighbour, visitor = Client(), Client(), client
    member.force_login(secretariat)
    neighbour.force_login(agency_member)
    assert statuses(visitor, "/search/", 4)[-1] == 429
    assert statuses(member, "/search/", 16) == [200] * 15 + [429]
    assert statuses(neighbour, "/search/", 1) == [200]


def test_what_is_signed_in_never_counts_against_its_address(client, secretariat):
    member = Client()
    member.force_login(secretariat)
    statuses(member, "/search/", 10)
    assert statuses(client, "/search/", 3) == [200] * 3


def test_a_session_that_is_none_counts_as_a_visitor(db):
    liar = Client()
    liar.cookies["sessionid"] = "a" * 32
    assert statuses(liar, "/search/", 4) == [200] * 3 + [429]


def test_a_form_from_elsewhere_is_counted_before_it_is_refused(db):
    strict = Client(enforce_csrf_checks=True)
    found = [strict.post("/accounts/sign-in/", {}).status_code for _time in range(5)]
    assert found == [403] * 4 + [429]


def test_a_short_flood_for_files_is_refused_but_for_the_first(settings, client, db):
    found = [client.get(f"{PUBLIC_LISTS[n % 7]}?format=csv") for n in range(60)]
    assert [one.status_code for one in found].count(429) == 58
    leave(*found[:2])


@pytest.fixture
def issued_report(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = ReportFactory(
        state=ReportState.ISSUED,
        code="GC.26-2010",
        cleared_by=UserFactory(),
        cleared_at=clock.now(),
        issued_by=UserFactory(),
        issued_at=clock.now(),
    )
    snapshot = Snapshot.objects.create(report=report, number=report.build_number, content={}, digest="0" * 64)
    Edition.objects.create(
        snapshot=snapshot,
        language="en",
        format="pdf",
        file=actions.store_once("editions/flood.pdf", b"%PDF-1.7"),
        digest="0" * 64,
        size=8,
        pages=1,
        words=1,
        pages_on_screen=[],
        warnings=[],
        manifest={},
    )


@pytest.mark.parametrize("path", ["/projects/?format=csv", "/reports/GC.26-2010/editions/en.pdf"])
def test_a_visitor_takes_two_files_at_once_and_the_next_when_one_has_arrived(path, settings, client, issued_report):
    settings.REQUESTS_PER_MINUTE = settings.REQUESTS_PER_MINUTE | {"file": {"visitor": 5, "member": 5}}
    settings.FILES_AT_ONCE = 2
    first, second = (client.get(path, REMOTE_ADDR=HERE) for _time in range(2))
    for _time in range(5):  # these do not count as files of this minute
        refused = client.get(path, REMOTE_ADDR=HERE)
        assert (refused.status_code, refused["Retry-After"]) == (429, str(limits.SECONDS_BETWEEN_FILES))
    assert "Two files are being sent to you already" in refused.content.decode()
    there = client.get(path, REMOTE_ADDR=THERE)
    assert there.status_code == 200
    assert b"".join(first.streaming_content)
    third = client.get(path, REMOTE_ADDR=HERE)
    leave(second)
    fourth = client.get(path, REMOTE_ADDR=HERE)
    assert (third.status_code, fourth.status_code) == (200, 200)
    leave(there, third, fourth)
    assert limits.places._held == {}


def test_members_of_an_agency_may_take_more_files_at_once(settings, client, agency_member):
    settings.FILES_AT_ONCE = 1
    client.force_login(agency_member)
    files = [client.get("/projects/?format=csv") for _time in range(3)]
    assert [file.status_code for file in files] == [200] * 3
    leave(*files)


def test_a_file_that_is_refused_inside_leaves_its_place(settings, client, db):
    settings.FILES_AT_ONCE = 1
    nobody_else = "198.51.100.77"  # other tests hold files from the usual address
    assert statuses(client, "/projects/?format=csv&unknown=1", 2, REMOTE_ADDR=nobody_else) == [400, 400]


def test_a_place_is_free_again_when_its_holder_was_killed(monkeypatch):
    key = f"files:test:{time.time_ns()}"
    assert counters.take_place(key, 1, 120)
    assert counters.take_place(key, 1, 120) is None
    later = time.time() + 121
    monkeypatch.setattr(counters.time, "time", lambda: later)
    assert counters.take_place(key, 1, 120)


@pytest.fixture
def few_at_once(settings, monkeypatch, db):
    settings.REQUESTS_AT_ONCE = {"held": 3, "worked on": 2, "dear": 2}
    monkeypatch.setattr(limits, "PATIENCE_SECONDS", 0)


def meanwhile(monkeypatch, asked) -> list:
    """What ``asked`` finds while a search of somebody at one address is being answered."""
    found = []
    monkeypatch.setattr(search, "find_all", lambda text, reader: found.append(asked()) or [])
    assert Client().get("/search/?q=river", REMOTE_ADDR=HERE).status_code == 200
    return found[0]


@pytest.mark.parametrize("most", [{"held": 1}, {"worked on": 1}], ids=str)
@pytest.mark.parametrize("path", ["/help/", "/data/", "/projects/?format=csv"])
def test_one_client_holds_only_some_threads(most, path, few_at_once, settings, monkeypatch, client):
    settings.REQUESTS_AT_ONCE = settings.REQUESTS_AT_ONCE | most
    refused, other = meanwhile(
        monkeypatch, lambda: [client.get(path, REMOTE_ADDR=address) for address in (HERE, THERE)]
    )
    assert (refused.status_code, refused["Retry-After"], other.status_code) == (429, "1", 200)
    assert "many pages at the same time" in refused.content.decode()
    assert client.get(path, REMOTE_ADDR=HERE).status_code == 200


def test_the_api_holds_only_some_threads(few_at_once, settings, monkeypatch, client):
    settings.REQUESTS_AT_ONCE = settings.REQUESTS_AT_ONCE | {"worked on": 1}
    found = meanwhile(monkeypatch, lambda: client.get("/api/v1/themes/", REMOTE_ADDR=HERE))
    assert (found.status_code, found.json()["type"]) == (429, "/problems/too-many-requests")


def test_dear_pages_of_all_clients_leave_threads_for_ordinary_ones(few_at_once, settings, monkeypatch, client):
    settings.REQUESTS_AT_ONCE = settings.REQUESTS_AT_ONCE | {"dear": 1}
    dear, ordinary = meanwhile(
        monkeypatch, lambda: [client.get(path, REMOTE_ADDR=THERE) for path in ("/search/", "/help/")]
    )
    assert (dear.status_code, dear["Retry-After"], ordinary.status_code) == (503, "5", 200)


def test_whoever_takes_slow_files_can_go_on_reading(few_at_once, settings, client):
    settings.FILES_AT_ONCE = 2
    files = [client.get("/projects/?format=csv", REMOTE_ADDR=HERE) for _time in range(2)]
    assert client.get("/help/", REMOTE_ADDR=HERE).status_code == 200
    leave(*files)


def test_a_request_waits_for_the_others_of_its_client():
    places, got = Places(), []
    first = places.take("key", 1)
    waiting = Thread(target=lambda: got.append(places.take("key", 1, patience=30)))
    waiting.start()
    waiting.join(0.1)
    assert got == []
    places.leave("key", first)
    waiting.join(10)
    assert got[0] is not None


def test_half_of_the_threads_of_the_web_server_are_for_others():
    server = run_path(str(written_settings.BASE_DIR / "gunicorn.conf.py"))
    assert server["threads"] == written_settings.WEB_THREADS
    assert written_settings.REQUESTS_AT_ONCE == {"held": 4, "worked on": 2, "dear": 4}


def test_a_place_whose_holder_vanished_is_given_away(monkeypatch):
    places = Places()
    assert places.take("key", 1)
    assert places.take("key", 1) is None
    later = time.monotonic() + SECONDS_HELD + 1
    monkeypatch.setattr("core.limits.places.time.monotonic", lambda: later)
    assert places.take("key", 1)


def test_where_nobody_counts_everybody_passes(settings, client, db, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert statuses(client, "/search/", 5) == [200] * 5
    files = [client.get("/projects/?format=csv") for _time in range(5)]
    leave(*files)
    assert caplog.text.count("requests are not counted") == 1
