"""The list of requests and the screening queue."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from needs import actions
from needs.choices import RequestState
from needs.loading import load_service_limits
from tests.factories import AssistanceRequestFactory, NeedFactory, screen_fully

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def limits(db):
    load_service_limits()


def codes(response):
    return [row.code for row in response.context["rows"]]


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        assert response.status_code == 200
        b"".join(response.streaming_content) if response.streaming else response.content
    return len(queries)


@pytest.mark.parametrize("address", ["/requests/", "/requests/screening/", "/requests/new/", "/requests/REQ-1/"])
def test_a_visitor_is_sent_to_sign_in_and_back(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/sign-in/?next={address}"


def test_a_government_sees_its_own_requests_where_they_are_with_whom_and_since_when(client, kenya_government, peru):
    AssistanceRequestFactory(code="REQ-K", submitted=True, state_since=clock.today() - timedelta(days=70))
    AssistanceRequestFactory(code="REQ-P", submitted=True, country=peru)
    client.force_login(kenya_government)
    response = client.get("/requests/")
    assert codes(response) == ["REQ-K"]
    page = response.content.decode()
    assert "Regional Office for Africa" in page
    assert "45 days over" in page


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("africa_office", ["REQ-S", "REQ-O", "REQ-C"]),
        ("secretariat", ["REQ-S", "REQ-O", "REQ-C", "REQ-D"]),
        ("asia_office", []),
        ("agency_member", ["REQ-O"]),
        ("mea_focal_point", []),
        ("peru_government", []),
    ],
)
def test_others_see_as_far_as_their_role_goes(client, request, person, seen):
    AssistanceRequestFactory(code="REQ-D")
    AssistanceRequestFactory(code="REQ-S", submitted=True)
    AssistanceRequestFactory(code="REQ-O", accepted=True)
    AssistanceRequestFactory(code="REQ-C", accepted=True, is_open_to_partners=False)
    client.force_login(request.getfixturevalue(person))
    assert sorted(codes(client.get("/requests/"))) == sorted(seen)
    lines = client.get("/requests/?format=csv").getvalue().decode().splitlines()
    assert len(lines) == 1 + len(seen)


def test_the_list_is_narrowed_by_what_is_overdue(client, africa_office):
    today = clock.today()
    AssistanceRequestFactory(code="REQ-LATE", submitted=True, state_since=today - timedelta(days=15))
    AssistanceRequestFactory(code="REQ-FRESH", submitted=True, state_since=today)
    AssistanceRequestFactory(code="REQ-FREE", in_response=True, state_since=today - timedelta(days=900))
    client.force_login(africa_office)
    assert codes(client.get("/requests/?overdue=true")) == ["REQ-LATE"]
    assert sorted(codes(client.get("/requests/?overdue=false"))) == ["REQ-FREE", "REQ-FRESH"]
    for row in client.get("/requests/").context["rows"]:
        assert row.status.clock.is_overdue == (row.code == "REQ-LATE")


def test_the_list_is_narrowed_by_need_theme_and_state(client, secretariat, kenya):
    need = NeedFactory(code="NEED-1", countries=[kenya])
    named = AssistanceRequestFactory(code="REQ-1", submitted=True)
    named.needs.add(need)
    AssistanceRequestFactory(code="REQ-2", accepted=True)
    client.force_login(secretariat)
    assert codes(client.get("/requests/?need=NEED-1")) == ["REQ-1"]
    assert codes(client.get("/requests/?state=accepted&theme=freshwater")) == ["REQ-2"]
    assert client.get("/requests/?need=NEED-404").status_code == 400
    assert client.get("/requests/?state=flying").status_code == 400


def make_queue(number, office, *, first=1):
    for place in range(first, first + number):
        assistance = AssistanceRequestFactory(code=f"REQ-{place:03}", submitted=True)
        assistance.needs.add(NeedFactory(countries=[assistance.country]))
        if place % 2:
            actions.start_screening(assistance, by=office)
            screen_fully(assistance)
            actions.ask_question(assistance, by=office, text="Which rivers?")


@pytest.mark.parametrize("address", ["/requests/", "/requests/screening/", "/requests/?format=csv"])
def test_lists_ask_few_queries_whatever_their_length(client, africa_office, address):
    client.force_login(africa_office)
    make_queue(3, africa_office)
    for _warm in range(2):
        few = count_queries(client, address)
    make_queue(27, africa_office, first=4)
    sign = "&" if "?" in address else "?"
    assert count_queries(client, address if "csv" in address else f"{address}{sign}page_size=100") == few
    assert few <= MOST_QUERIES


def test_the_queue_begins_with_the_longest_wait_and_has_quick_views(client, africa_office, kenya_government):
    today = clock.today()
    AssistanceRequestFactory(code="REQ-NEW", submitted=True, state_since=today)
    AssistanceRequestFactory(code="REQ-OLD", submitted=True, state_since=today - timedelta(days=30))
    mine = AssistanceRequestFactory(code="REQ-MINE", submitted=True, state_since=today)
    actions.start_screening(mine, by=africa_office)
    actions.ask_question(mine, by=africa_office, text="Which rivers?")
    AssistanceRequestFactory(code="REQ-DONE", accepted=True)
    client.force_login(africa_office)
    page = client.get("/requests/screening/")
    assert codes(page) == ["REQ-OLD", "REQ-MINE", "REQ-NEW"]
    assert [view["count"] for view in page.context["views"]] == [3, 1, 1, 0]
    assert codes(client.get("/requests/screening/?view=overdue")) == ["REQ-OLD"]
    assert codes(client.get("/requests/screening/?view=mine")) == ["REQ-MINE"]
    actions.answer_question(mine, by=kenya_government, text="The Tana.")
    assert codes(client.get("/requests/screening/?view=answered")) == ["REQ-MINE"]
    assert client.get("/requests/screening/?view=other").status_code == 400


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("africa_office", 200),
        ("secretariat", 200),
        ("kenya_signatory", 403),
        ("agency_member", 403),
        ("mea_focal_point", 403),
    ],
)
def test_the_queue_is_for_those_who_screen(client, request, person, status):
    client.force_login(request.getfixturevalue(person))
    assert client.get("/requests/screening/").status_code == status


def test_nothing_to_screen_says_so(client, africa_office):
    client.force_login(africa_office)
    assert "No requests are waiting to be screened" in client.get("/requests/screening/").content.decode()


@pytest.mark.parametrize("state", RequestState.values)
def test_the_page_of_a_request_in_any_state_asks_few_queries(client, secretariat, state):
    trait = {} if state in ("draft", "declined", "withdrawn") else {state: True}
    assistance = AssistanceRequestFactory(**trait)
    for _more in range(5):
        need = NeedFactory(countries=[assistance.country])
        assistance.needs.add(need)
    client.force_login(secretariat)
    for _warm in range(2):
        number = count_queries(client, assistance.get_absolute_url())
    assert number <= MOST_QUERIES
