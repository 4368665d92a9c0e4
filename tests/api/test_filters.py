"""What a list may be asked, and what happens to questions that cannot be read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bsp_portal.api import CATALOGUE
from core.choices import Visibility
from projects.choices import ProjectState
from projects.models import Project
from tests.factories import AgencyFactory, CountryFactory, NeedFactory, ProjectFactory

PROJECTS = "/api/v1/projects/"


@pytest.fixture
def projects(db, freshwater, peru):
    """A running one of Kenya on freshwater, and a completed one of Peru."""
    rivers = ProjectFactory(code="PRJ-RIVERS", title="Clean rivers", lead=AgencyFactory(code="river-institute"))
    rivers.themes.add(freshwater)
    ProjectFactory(code="PRJ-HILLS", title="Green hills", country=peru, state=ProjectState.COMPLETED)
    return rivers


def codes(client, query: str) -> list[str]:
    return [row["code"] for row in client.get(f"{PROJECTS}?{query}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["PRJ-HILLS", "PRJ-RIVERS"]),
        ("country=KEN", ["PRJ-RIVERS"]),
        ("country=KEN&country=PER", ["PRJ-HILLS", "PRJ-RIVERS"]),
        ("theme=freshwater", ["PRJ-RIVERS"]),
        ("theme=freshwater&country=PER", []),
        ("state=completed", ["PRJ-HILLS"]),
        ("partner=river-institute", ["PRJ-RIVERS"]),
        ("q=rivers+clean", ["PRJ-RIVERS"]),
        ("origin=seed", []),
        ("ordering=-title", ["PRJ-HILLS", "PRJ-RIVERS"]),
        ("ordering=title", ["PRJ-RIVERS", "PRJ-HILLS"]),
    ],
)
def test_filters_are_those_of_the_web_list(query, expected, projects, client):
    assert codes(client, query) == expected
    if "ordering" not in query:
        page = client.get(f"/projects/?{query}").content.decode()
        assert [code for code in ("PRJ-HILLS", "PRJ-RIVERS") if f"/projects/{code}/" in page] == expected


@pytest.mark.parametrize(
    "query",
    [
        "colour=green",
        "token=bsp_x",
        "country=KENYA",
        "country=%00",
        "state=dreamt",
        "page_size=0",
        "page_size=101",
        "page_size=ten",
        "page_size=1&page_size=2",
        "count=yes",
        "ordering=visibility",
        "ordering=title,code",
        "q=" + "a" * 201,
        "updated_since=yesterday",
        "updated_since=",
        "updated_since=2026-02-30",
        "updated_since=2026-01-01&updated_since=2026-01-02",
        "updated_since=0001-01-01T00:00:00%2B10:00",
        "fields=",
        "fields=code,code",
        "fields=created_by",
        "fields=code&fields=title",
        "cursor=",
        "cursor=abc",
        "cursor=WyJjb2RlIl0",
        "format=xml",
        "format=json&format=csv",
    ],
)
def test_what_cannot_be_read_is_refused_and_named(query, projects, client):
    answer = client.get(f"{PROJECTS}?{query}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-query")
    assert query.partition("=")[0] in answer.json()["detail"]


@pytest.mark.parametrize("query", ["page_size=5", "q=river", "cursor=abc", "ordering=code", "updated_since=2026-01-01"])
def test_a_single_record_takes_no_parameters_of_lists(query, projects, client):
    assert client.get(f"{PROJECTS}PRJ-RIVERS/?{query}").status_code == 400


def test_only_what_changed_since_a_moment(projects, client):
    Project.objects.filter(pk=projects.pk).update(updated_at=timezone.now() - timedelta(days=400))
    day = (timezone.now() - timedelta(days=2)).date().isoformat()
    assert codes(client, f"updated_since={day}") == codes(client, f"updated_since={day}T00:00:00Z") == ["PRJ-HILLS"]
    assert codes(client, "updated_since=2000-01-01") == ["PRJ-HILLS", "PRJ-RIVERS"]
    assert codes(client, f"updated_since={day}T19:53:00%2B19:53") == ["PRJ-HILLS"]


def test_only_the_fields_that_are_asked_for(projects, client):
    expected = {"title": "Clean rivers", "code": "PRJ-RIVERS"}
    assert client.get(f"{PROJECTS}?fields=title,code&country=KEN").json()["results"] == [expected]
    assert client.get(f"{PROJECTS}PRJ-RIVERS/?fields=title,code").json() == expected


def test_the_count_is_given_only_when_asked_for(projects, client):
    assert "count" not in client.get(PROJECTS).json()
    counted = client.get(f"{PROJECTS}?count=true&page_size=1&country=KEN").json()
    assert (counted["count"], counted["is_count_estimate"]) == (1, False)


def test_codes_of_records_that_a_reader_may_not_see_are_left_out(projects, client, africa_office):
    hidden = ProjectFactory(code="PRJ-HIDDEN", visibility=Visibility.RESTRICTED)
    draft = NeedFactory(code="NEED-DRAFT", countries=[CountryFactory()])
    projects.parent = hidden
    projects.save()
    projects.needs.add(draft)
    for address in (f"{PROJECTS}PRJ-RIVERS/", f"{PROJECTS}?country=KEN"):
        row = client.get(address).json()
        row = row["results"][0] if "results" in row else row
        assert (row["parent"], row["needs"]) == (None, [])
    client.force_login(africa_office)
    row = client.get(f"{PROJECTS}?q=PRJ-RIVERS").json()["results"][0]
    assert row["parent"] == "PRJ-HIDDEN"


def test_a_filter_by_a_record_that_a_reader_may_not_see_is_refused_like_one_that_is_not_there(projects, client):
    NeedFactory(code="NEED-DRAFT", countries=[CountryFactory()])
    answers = [client.get(f"{PROJECTS}?need={code}") for code in ("NEED-DRAFT", "NEED-ABSENT")]
    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.json()["detail"] for answer in answers}) == 1


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_filter_and_order_that_a_resource_declares_can_be_asked(name, secretariat, client):
    client.force_login(secretariat)
    viewset = CATALOGUE[name]
    for order in viewset.orders:
        assert client.get(f"/api/v1/{name}/?ordering=-{order}").status_code == 200
    for parameter in viewset.filterset_class.base_filters if viewset.filterset_class else ():
        assert client.get(f"/api/v1/{name}/?{parameter}=").status_code == 200
        assert client.get(f"/api/v1/{name}/?{parameter}=~none~").status_code == (200 if parameter == "q" else 400)
