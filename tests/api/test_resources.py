"""Every resource over the whole seed: as many rows as the files have, and the same record in a list as by itself."""

from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework import serializers

from bsp_portal.api import CATALOGUE
from bsp_portal.seeding import reading
from core.api import names, rows
from core.api.fields import RowField
from tests.api.records import complete_records
from tests.factories import AgencyFactory, UserFactory

SEED_FILES = {
    "projects": "projects",
    "needs": "needs",
    "agencies": "partners",
    "reforms": "reforms",
    "decisions": "decisions",
    "agreements": "agreements",
    "groups": "groups",
    "meetings": "meetings",
    "targets": "targets",
    "offers": "exchange",
    "focal-points": "focal_points",
    "contributions": "contributions",
}
# Read with code of their own, so that an empty value would compare nothing.
READ_APART = (RowField, serializers.ListSerializer, serializers.DecimalField, serializers.JSONField)


def seed_records(file: str) -> list[dict]:
    return yaml.safe_load(Path(reading.SEED / f"{file}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def completed(loaded, django_db_blocker):
    """All resources hold records; answered is an account of an agency that takes part in them."""
    with django_db_blocker.unblock():
        agency = AgencyFactory(code="ORG-TEST", name="Institute for rivers", kind="academic")
        complete_records(agency)
        account = UserFactory(role="agency", agency=agency)
    return account


@pytest.fixture
def everything(completed, db):
    return completed


def all_rows(client, name: str) -> list[dict]:
    """The rows of every page, following next."""
    url, found = f"/api/v1/{name}/?page_size=100", []
    while url:
        answer = client.get(url).json()
        found += answer["results"]
        url = answer["next"]
    return found


def telling(found: list[dict]) -> list[dict]:
    """The ten fullest rows, and every fortieth of the others."""
    fullest_first = sorted(found, key=lambda row: sum(value not in (None, "", []) for value in row.values()))[::-1]
    return fullest_first[:10] + fullest_first[10::40]


@pytest.mark.parametrize(("resource", "file"), SEED_FILES.items())
def test_a_resource_has_as_many_records_of_the_seed_as_its_file(resource, file, loaded, db, client):
    answer = client.get(f"/api/v1/{resource}/?origin=seed&count=true&page_size=1").json()
    # What the file says of the mechanism itself is no offer (tests/api/test_seed_counts.py asks for it by code).
    listed = [record for record in seed_records(file) if resource != "offers" or "module" in record]
    assert (answer["count"], answer["is_count_estimate"]) == (len(listed), False)


def test_every_treaty_of_the_seed_is_there(loaded, db, client):
    """Most of them are in the code list already, which says where they come from."""
    codes = {record["code"] for record in all_rows(client, "meas")}
    assert {record["id"] for record in seed_records("meas")} <= codes


@pytest.mark.parametrize("reader", ["visitor", "secretariat", "agency"])
def test_a_record_is_the_same_in_a_list_and_by_itself(reader, everything, secretariat, make_client):
    client = Client()
    if reader == "secretariat":
        client.force_login(secretariat)
    if reader == "agency":
        client = make_client(everything)
    compared = 0
    for name, viewset in CATALOGUE.items():
        if not viewset.is_public and reader == "visitor":
            continue
        for row in telling(all_rows(client, name)):
            alone = client.get(f"/api/v1/{name}/{row[viewset.lookup_field]}/").json()
            differing = {field: (row[field], alone.get(field)) for field in row if row[field] != alone.get(field)}
            assert not differing, f"{name} {row[viewset.lookup_field]}"
            assert list(row) == list(alone) == list(viewset.serializer_class.Meta.fields)
            compared += 1
    assert compared > 180


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name != "unmet-needs"])
def test_no_field_that_is_read_apart_is_compared_empty(name, everything, secretariat, client):
    client.force_login(secretariat)
    found = all_rows(client, name)
    fields = CATALOGUE[name].serializer_class().fields
    apart = [field for field in fields if isinstance(fields[field], READ_APART)]
    assert [field for field in apart if not any(row[field] for row in found)] == []


def test_a_hundred_projects_with_all_that_hangs_on_them_take_three_statements(everything, client):
    client.get("/api/v1/projects/?page_size=100")  # names and statement are in memory from here on
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/api/v1/projects/?page_size=100").json()
    assert len(answer["results"]) == 87
    assert len(queries) <= 3


@pytest.mark.parametrize("name", [name for name, viewset in CATALOGUE.items() if viewset.is_public])
def test_a_list_takes_as_many_statements_for_a_hundred_rows_as_for_one(name, everything, client):
    counts = []
    for size in (1, 100):
        client.get(f"/api/v1/{name}/?page_size={size}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/{name}/?page_size={size}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_an_agency_that_is_renamed_is_named_so_in_the_next_list(everything, client):
    url = "/api/v1/projects/?partner=ORG-TEST&fields=partners"
    assert "Institute for rivers" in client.get(url).content.decode()
    agency = everything.agency_membership.agency
    agency.name = "Institute for lakes"
    agency.save()
    assert "Institute for lakes" in client.get(url).content.decode()


def test_a_name_that_was_entered_since_is_read(everything, client):
    code = client.get("/api/v1/offers/").json()["results"][0]["code"]
    url = f"/api/v1/offers/{code}/"
    offer = CATALOGUE["offers"].queryset.get(code=code)
    offer.themes.model.objects.create(code="night-sky", name="Night sky")
    offer.themes.add("night-sky")
    listed = client.get("/api/v1/offers/?page_size=100").json()["results"]
    assert {"code": "night-sky", "name": "Night sky"} in listed[0]["themes"]
    assert listed[0] == client.get(url).json()


def test_names_follow_the_language_of_the_request(everything, client):
    french = client.get("/api/v1/countries/?q=KEN", headers={"accept-language": "ar"}).json()["results"][0]
    english = client.get("/api/v1/countries/?q=KEN", headers={"accept-language": "en"}).json()["results"][0]
    assert french["iso3"] == english["iso3"] == "KEN"
    assert french["name"] != english["name"] == "Kenya"


def test_statements_and_names_are_kept_but_not_for_ever(everything, client, monkeypatch):
    client.get("/api/v1/themes/")
    themes = CATALOGUE["themes"].queryset.model.objects
    themes.filter(pk="freshwater").update(name="Fresh water", name_en="Fresh water")
    assert "Fresh water" not in client.get("/api/v1/themes/?page_size=100").content.decode()
    later = rows.time.monotonic() + names.SECONDS_KEPT + 1
    monkeypatch.setattr(names.time, "monotonic", lambda: later)
    assert "Fresh water" in client.get("/api/v1/themes/?page_size=100").content.decode()
