"""Pages by key: nothing is shown twice or left out, whatever is entered or removed meanwhile."""

import pytest

from projects.models import Project
from tests.factories import AgencyFactory, ProjectFactory

PROJECTS = "/api/v1/projects/"


@pytest.fixture
def seven(db):
    """Seven projects, of which three share a title."""
    lead = AgencyFactory()
    titles = ["Air", "Lakes", "Lakes", "Lakes", "Rivers", "Soils", "Waste"]
    return [ProjectFactory(code=f"PRJ-{n}", title=title, lead=lead) for n, title in enumerate(titles, start=1)]


def walk(client, url: str, way: str = "next"):
    """The codes of each page, and the last address."""
    pages = []
    while url:
        answer = client.get(url).json()
        pages.append([row["code"] for row in answer["results"]])
        last, url = url, answer[way]
    return pages, last


@pytest.mark.parametrize("order", ["code", "-code", "title", "-title", "starts_on", "updated_at", "-updated_at"])
def test_forwards_and_backwards_are_the_same_pages(order, seven, client):
    start = f"{PROJECTS}?page_size=2&ordering={order}"
    forwards, last = walk(client, start)
    assert [len(page) for page in forwards] == [2, 2, 2, 1]
    assert sorted(sum(forwards, [])) == [project.code for project in seven]
    backwards, _first = walk(client, last, "previous")
    assert backwards[::-1] == forwards


def test_rows_that_come_or_go_meanwhile_move_nothing(seven, client):
    first = client.get(f"{PROJECTS}?page_size=3").json()
    ProjectFactory(code="PRJ-0")  # before the page that was read
    ProjectFactory(code="PRJ-35")  # on the next
    Project.objects.filter(code="PRJ-3").update(code="PRJ-9")  # the row to which the cursor points
    second = client.get(first["next"]).json()
    assert [row["code"] for row in second["results"]] == ["PRJ-35", "PRJ-4", "PRJ-5"]
    back = client.get(second["previous"]).json()
    assert [row["code"] for row in back["results"]] == ["PRJ-0", "PRJ-1", "PRJ-2"]


def test_the_ends_have_no_further_pages(seven, client):
    only = client.get(f"{PROJECTS}?page_size=7").json()
    assert (only["next"], only["previous"], len(only["results"])) == (None, None, 7)
    beyond = client.get(f"{PROJECTS}?page_size=6").json()["next"]
    Project.objects.filter(code="PRJ-7").update(code="PRJ-00")
    assert client.get(beyond).json() == {"next": None, "previous": None, "results": []}


def test_links_keep_the_filters(seven, client):
    answer = client.get(f"{PROJECTS}?page_size=1&country=KEN&fields=code&ordering=-title")
    following = client.get(answer.json()["next"])
    assert following.json()["results"] == [{"code": "PRJ-6"}]
    assert f'<{answer.json()["next"]}>; rel="next"' in answer["Link"]


def test_a_cursor_is_of_one_list_and_one_order(seven, client):
    cursor = client.get(f"{PROJECTS}?page_size=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"{PROJECTS}?cursor={cursor}").status_code == 200
    assert client.get(f"{PROJECTS}?cursor={cursor}&ordering=title").status_code == 400
    assert client.get(f"/api/v1/agencies/?cursor={cursor}").status_code == 400
    assert client.get(f"{PROJECTS}?cursor={cursor[:-1]}").status_code == 400
