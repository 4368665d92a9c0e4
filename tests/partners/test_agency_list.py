"""How the list of agencies is narrowed, and what an agency's page gathers from the floors above."""

from core.choices import Visibility
from partners.choices import AgencyKind
from projects.choices import ProjectState
from tests.factories import AgencyFactory, CountryFactory, OfferFactory, ProjectFactory
from tests.factories.reports import ReformFactory


def codes(client, query=""):
    response = client.get(f"/partners/{query}")
    assert response.status_code == 200
    return [agency.code for agency in response.context["rows"]]


def test_kind_country_and_search_narrow_together(client, db):
    AgencyFactory(code="a", name="Lake office", kind=AgencyKind.NGO, country=CountryFactory())
    AgencyFactory(code="b", name="Lake institute", kind=AgencyKind.ACADEMIC, country=CountryFactory())
    AgencyFactory(code="c", name="Lake council", kind=AgencyKind.NGO)
    assert codes(client, "?kind=ngo&country=KEN&q=lake") == ["a"]


def test_an_agency_is_at_work_in_a_live_project_that_the_reader_may_see(client, secretariat):
    for code, fields in {
        "live": {},
        "over": {"state": ProjectState.COMPLETED},
        "hidden": {"visibility": Visibility.RESTRICTED},
    }.items():
        ProjectFactory(lead=AgencyFactory(code=code, name=code), **fields)
    assert codes(client, "?at_work=true") == ["live"]
    assert codes(client, "?at_work=false") == ["hidden", "over"]
    client.force_login(secretariat)
    assert codes(client, "?at_work=true") == ["hidden", "live"]


def test_an_agencys_page_gathers_projects_offers_and_reforms(client, db):
    agency = AgencyFactory(code="lake-office")
    ProjectFactory(title="River watch", lead=agency)
    OfferFactory(title="Courses on lakes", provider=agency)
    ReformFactory(number=7, title="One portal for all").responsible.add(agency)
    page = client.get("/partners/lake-office/").content.decode()
    for text in ("River watch", "Lead", "Courses on lakes", "7. One portal for all"):
        assert text in page


def test_a_withdrawn_offer_is_not_named(client, db):
    agency = AgencyFactory(code="lake-office")
    OfferFactory(title="Courses on lakes", provider=agency, withdrawn=True)
    assert "Courses on lakes" not in client.get("/partners/lake-office/").content.decode()
