"""How the list of projects is narrowed, shown and downloaded."""

import csv
import io

import pytest

from needs.choices import Arrangement
from projects.choices import CountryRole, PartnerRole, ProjectState
from projects.models import Partnership, ProjectCountry
from tests.factories import AgencyFactory, CountryFactory, ProjectFactory, RegionFactory, ThemeFactory


def codes(client, query=""):
    response = client.get(f"/projects/{query}")
    assert response.status_code == 200
    return [project.code for project in response.context["rows"]]


def read_csv(client, query=""):
    response = client.get(f"/projects/?format=csv{query}")
    assert response["Content-Disposition"] == 'attachment; filename="projects.csv"'
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_cooperation_means_one_of_the_kinds_a_project_has(client, db):
    ProjectFactory(code="PRJ-A", cooperation=[Arrangement.SOUTH_SOUTH, Arrangement.TRIANGULAR])
    ProjectFactory(code="PRJ-B", cooperation=[Arrangement.BILATERAL])
    ProjectFactory(code="PRJ-C")
    assert codes(client, "?cooperation=south-south") == ["PRJ-A"]
    assert codes(client, "?cooperation=triangular&cooperation=bilateral") == ["PRJ-A", "PRJ-B"]


def test_partner_theme_and_state_narrow_together(client, db):
    agency = AgencyFactory(code="lake-office")
    found = ProjectFactory(code="PRJ-A", lead=agency)
    found.themes.add(ThemeFactory())
    ProjectFactory(code="PRJ-B", lead=agency, state=ProjectState.COMPLETED).themes.add(ThemeFactory())
    ProjectFactory(code="PRJ-C").themes.add(ThemeFactory())
    assert codes(client, "?partner=lake-office&theme=freshwater&state=active") == ["PRJ-A"]


def test_a_region_means_the_region_itself_and_its_countries(client, db):
    africa = RegionFactory(code="africa")
    ProjectFactory(code="PRJ-A", country=CountryFactory(iso3="RWA"))
    ProjectFactory(code="PRJ-B", country=CountryFactory(iso3="PER")).regions.add(africa)
    ProjectFactory(code="PRJ-C", country=CountryFactory(iso3="PER"))
    assert codes(client, "?region=africa") == ["PRJ-A", "PRJ-B"]


def test_a_row_names_two_countries_and_each_agency_once(client, db):
    agency = AgencyFactory(acronym="LAKE")
    project = ProjectFactory(code="PRJ-A", lead=agency)
    Partnership.objects.create(project=project, agency=agency, role=PartnerRole.FUNDING)
    for iso3 in ("RWA", "NPL"):
        ProjectCountry.objects.create(project=project, country=CountryFactory(iso3=iso3), role=CountryRole.BENEFICIARY)
    ProjectCountry.objects.create(project=project, country=CountryFactory(iso3="PER"), role=CountryRole.PROVIDER)
    row = client.get("/projects/").context["rows"][0]
    assert [country.iso3 for country in row.beneficiaries] == ["KEN", "RWA", "NPL"]
    assert row.agencies == [agency]
    page = client.get("/projects/").content.decode()
    assert "<bdi>+1</bdi>" in page


def test_the_file_holds_the_same_rows_as_the_list_in_codes(client, db):
    project = ProjectFactory(code="PRJ-A", lead=AgencyFactory(code="lake-office"), starts_on="2009")
    project.themes.add(ThemeFactory())
    ProjectFactory(code="PRJ-B", state=ProjectState.COMPLETED)
    (row,) = read_csv(client, "&state=active")
    assert row["code"] == "PRJ-A"
    assert row["themes"] == "freshwater"
    assert row["countries"] == "KEN:beneficiary:100.00"
    assert row["partners"] == "lake-office:lead"
    assert row["starts_on"] == "2009"


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1", '"=1', "＝1", "＋1", "－1", "＠x"]
)
def test_a_title_that_a_spreadsheet_would_calculate_is_made_harmless(client, db, title):
    ProjectFactory(title=title)
    assert read_csv(client)[0]["title"] == f"'{title}"


@pytest.mark.parametrize("title", ["Water = life", "South-South", "2009 – 2012", "مياه"])
def test_an_ordinary_title_stays_as_it_is(client, db, title):
    ProjectFactory(title=title)
    assert read_csv(client)[0]["title"] == title


def test_chips_name_what_was_chosen_and_take_it_away(client, db):
    ProjectFactory()
    page = client.get("/projects/?country=KEN").content.decode()
    assert "<bdi>Kenya</bdi>" in page


def test_a_second_country_stays_in_the_form_as_a_hidden_control(client, db):
    CountryFactory(iso3="RWA")
    ProjectFactory()
    page = client.get("/projects/?country=KEN&country=RWA").content.decode()
    assert '<option value="KEN" selected>' in page
    assert '<input type="hidden" name="country" value="RWA">' in page
