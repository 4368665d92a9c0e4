"""JSON, CSV, validators, and the pages that describe the API."""

import csv
import re

import pytest
from django.test import Client

from bsp_portal.api import CATALOGUE
from projects.models import Project
from tests.factories import AgencyFactory, ProjectFactory

PROJECTS = "/api/v1/projects/"


@pytest.fixture
def project(db, freshwater):
    made = ProjectFactory(
        code="PRJ-1", title="=HYPERLINK(1)", lead=AgencyFactory(code="river-institute"), budget="-0", currency="USD"
    )
    made.themes.add(freshwater)
    Project.objects.filter(pk=made.pk).update(budget="1200.50")
    return made


def cells(answer) -> list[dict]:
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize("asked", [{"query": "?format=csv"}, {"headers": {"accept": "text/csv"}}])
def test_a_list_as_a_table(asked, project, client):
    answer = client.get(PROJECTS + asked.get("query", ""), headers=asked.get("headers"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = cells(answer)
    assert row["code"] == "PRJ-1"
    assert row["themes"] == "freshwater"
    assert row["partners"] == "river-institute:lead"
    assert row["countries"] == "KEN:beneficiary:100.00"
    assert (row["budget"], row["is_global"], row["parent"]) == ("1200.50", "false", "")
    assert list(row) == list(CATALOGUE["projects"].serializer_class.Meta.fields)


def test_a_cell_that_would_be_calculated_is_text(project, client):
    (row,) = cells(client.get(f"{PROJECTS}?format=csv&fields=title,budget"))
    assert row == {"title": "'=HYPERLINK(1)", "budget": "1200.50"}


def test_negative_numbers_stay_numbers(kenya, client):
    type(kenya).objects.update(longitude="-1.500")
    (row,) = cells(client.get("/api/v1/countries/?format=csv&fields=longitude"))
    assert row["longitude"] == "-1.500"


def test_one_record_as_a_table_and_an_empty_list_with_its_heads(project, client):
    assert len(cells(client.get(f"{PROJECTS}PRJ-1/?format=csv"))) == 1
    empty = client.get(f"{PROJECTS}?format=csv&state=cancelled&fields=code,title")
    assert empty.content.decode("utf-8-sig") == "code,title\r\n"


def test_amounts_are_text_and_moments_are_in_utc(project, client):
    for row in (client.get(f"{PROJECTS}PRJ-1/").json(), client.get(PROJECTS).json()["results"][0]):
        assert row["budget"] == "1200.50"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", row["updated_at"])


@pytest.mark.parametrize("url", [PROJECTS, f"{PROJECTS}PRJ-1/", f"{PROJECTS}?format=csv", "/api/v1/schema/"])
def test_an_unchanged_answer_is_not_sent_again(url, project, client):
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-none-match": '"other"'}).status_code == 200
    if url != "/api/v1/schema/":
        Project.objects.update(title="Changed", version=2)
        assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_an_answer_says_on_what_it_depends(project, client):
    vary = {name.strip() for name in client.get(PROJECTS)["Vary"].split(",")}
    assert vary >= {"Accept", "Accept-Language", "Authorization", "Cookie"}


def test_public_data_may_be_read_by_pages_anywhere_without_credentials(project, client):
    answer = client.get(PROJECTS, headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


def test_head_answers_without_a_body(project, client):
    answer = client.head(PROJECTS)
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_catalogue_leads_to_every_resource_that_is_public(db, client):
    for name, url in client.get("/api/v1/").json().items():
        expected = 401 if name in CATALOGUE and not CATALOGUE[name].is_public else 200
        assert client.get(url).status_code == expected, name


def test_the_page_for_people_names_every_resource_and_loads_nothing_from_elsewhere(db, client):
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()
    for name, viewset in CATALOGUE.items():
        assert f"/api/v1/{name}/" in page
        assert all(f"<code>{field}</code>" in page for field in viewset.serializer_class.Meta.fields)
    assert not re.search(r"style=|<style|onclick=|<script(?![^>]*src=\"/static/)", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_the_page_is_there_in_every_language(language, db):
    assert Client(headers={"accept-language": language}).get("/api/v1/docs/").status_code == 200
