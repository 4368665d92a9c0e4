"""Every page a visitor may open: it answers, names what it cannot read, and tells nobody what they may not see."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.choices import Certainty, Origin, Visibility
from projects.choices import ProjectState
from reference.models import Document
from tests.factories import AgencyFactory, AssessmentFactory, NeedFactory, ProjectFactory
from tests.factories.reports import ReformFactory
from tests.page_records import DOCUMENT, cite, make_records

MOST_QUERIES = 25
LISTS = [
    "/countries/",
    "/needs/",
    "/projects/",
    "/partners/",
    "/reforms/",
    "/assessments/",
    "/exchange/",
    "/exchange/unmet/",
    "/meas/",
    "/focal-points/",
    "/agreements/",
    "/decisions/",
    "/meetings/",
    "/groups/",
    "/duties/",
    "/targets/",
]
FURTHER_RECORDS = [
    "/assessments/NA-1/",
    "/exchange/OFR-1/",
    "/meas/treaty-1/",
    "/focal-points/FP-1/",
    "/agreements/AGR-1/",
    "/decisions/DEC-1/",
    "/meetings/MTG-1/",
    "/groups/GRP-1/",
    "/duties/DUTY-1/",
    "/targets/TGT-1/",
]
PAGES = [
    "/",
    "/?layer=projects",
    "/?layer=unmet",
    "/search/",
    "/search/?q=river",
    *LISTS,
    "/countries/KEN/",
    "/needs/NEED-1/",
    "/projects/PRJ-1/",
    "/partners/lake-office/",
    "/reforms/1/",
    *FURTHER_RECORDS,
    "/accounts/sign-in/",
    "/data/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/help/",
    "/security/",
]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def two_of_each(kept_for_module):
    Document.objects.create(code=DOCUMENT, title="Cooperation of the South", session_starts_on="2011-02")
    make_records(2)


@pytest.fixture
def records(db, two_of_each):
    """Two records of each kind; what a test changes about them is taken back after it."""


@pytest.fixture
def document(records):
    return Document.objects.get(code=DOCUMENT)


def count_queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_with_one_title_and_few_queries(client, records, path):
    assert count_queries(client, path) <= MOST_QUERIES
    page = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r"<title>\s*\S", page)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/accounts/sign-in/"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, records, path):
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert not first.cookies


def test_queries_do_not_grow_with_the_records(client, records):
    details = ["/", "/countries/KEN/", "/partners/lake-office/", "/projects/PRJ-1/", *FURTHER_RECORDS]
    pages = [*details, *(f"{path}?page_size=100" for path in LISTS)]
    make_records(10, first=3)  # more than a related list shows, because only then are its records counted
    for _warm in range(2):  # content types are read once a process
        few = {path: count_queries(client, path) for path in pages}
    make_records(20, first=13)
    many = {path: count_queries(client, path) for path in pages}
    grown = {path: (few[path], many[path]) for path in pages if many[path] != few[path]}
    assert not grown


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("misspelt=1", "misspelt"),
        ("q=" + "a" * 201, "q"),
        ("q=a%00b", "q"),
        ("page=0", "page"),
        ("page=1.5", "page"),
        ("page=1&page=2", "page"),
        ("page=٣", "page"),
        ("page_size=101", "page_size"),
        ("page_size=-1", "page_size"),
        ("ordering=password", "ordering"),
        ("format=exe", "format"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(client, records, path, query, name):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert f"“{name}”" in unescape(response.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/?layer=other",
        "/?misspelt=1",
        "/search/?q=" + "a" * 201,
        "/search/?q=%00",
        "/search/?page=2",
        "/needs/?country=XXX",
        "/needs/?country=KEN&country=%00",
        "/needs/?answered=maybe",
        "/projects/?state=flying",
        "/projects/?partner=nobody",
        "/projects/?need=NEED-404",
        "/partners/?kind=un_agency&kind=fleet",
        "/reforms/?decision=2",
        "/countries/?region=atlantis",
        "/needs/NEED-1/?misspelt=1",
        "/countries/KEN/?page=1",
        "/assessments/?kind=guess",
        "/exchange/?module=mechanism",
        "/exchange/unmet/?answered=false",
        "/meas/?cluster=space",
        "/focal-points/?vacant=perhaps",
        "/agreements/?partner=nobody",
        "/decisions/?state=kept",
        "/meetings/?group=GRP-404",
        "/groups/?kind=choir",
        "/duties/?frequency=hourly",
        "/targets/?project=PRJ-404",
        "/targets/TGT-1/?page=1",
    ],
)
def test_a_value_that_is_none_is_refused_in_words(client, records, address):
    response = client.get(address)
    assert response.status_code == 400
    assert "“" in response.content.decode()


@pytest.mark.parametrize("address", ["/needs/?page=9", "/needs/NEED-404/", "/projects/a%00b/", "/reforms/99999999999/"])
def test_what_is_not_there_is_not_found(client, records, address):
    assert client.get(address).status_code == 404


def test_an_invisible_project_and_a_missing_one_look_the_same(client, records):
    hidden = ProjectFactory(code="PRJ-HIDDEN", visibility=Visibility.RESTRICTED)
    of_hidden = client.get("/projects/PRJ-HIDDEN/")
    for relation in (hidden.project_countries, hidden.partnerships):
        relation.all().delete()
    hidden.delete()
    of_missing = client.get("/projects/PRJ-HIDDEN/")
    assert of_hidden.status_code == of_missing.status_code == 404
    assert of_hidden.content == of_missing.content


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?layer=projects",
        "/search/?q=Whispered",
        "/projects/?q=Whispered",
        "/projects/?format=csv",
        "/countries/KEN/",
        "/countries/?format=csv",
        "/needs/?country=KEN",
        "/needs/NEED-1/",
        "/partners/lake-office/",
        "/targets/",
        *FURTHER_RECORDS,
    ],
)
def test_an_invisible_project_leaves_no_trace_on_any_page(client, records, address):
    """The page is the same, byte for byte, with the project and without."""
    before = client.get(address).getvalue()
    agency = AgencyFactory._meta.model.objects.get(code="lake-office")
    hidden = ProjectFactory(code="PRJ-HIDDEN", title="Whispered", lead=agency, visibility=Visibility.RESTRICTED)
    for relation in (hidden.needs, hidden.meas, hidden.offers, hidden.agreements, hidden.asks, hidden.figures):
        relation.set(relation.model.objects.all())
    assert client.get(address).getvalue() == before


def test_a_restricted_project_is_open_to_its_own_country_only(client, records, kenya_government, peru_government):
    ProjectFactory(code="PRJ-HIDDEN", visibility=Visibility.RESTRICTED)
    client.force_login(kenya_government)
    assert client.get("/projects/PRJ-HIDDEN/").status_code == 200
    client.force_login(peru_government)
    assert client.get("/projects/PRJ-HIDDEN/").status_code == 404


def test_no_link_leads_nowhere(client, records):
    """Every address that a visitor can reach by links from the start page answers."""
    seen, waiting, dead = {"/"}, deque(["/"]), []
    while waiting:
        here = waiting.popleft()
        response = client.get(here)
        if response.status_code >= 400:
            dead.append(here)
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        for link in re.findall(r'<a [^>]*?href="([^"]+)"', response.content.decode()):
            target = urlsplit(urljoin(f"http://testserver{here}", unescape(link)))
            address = target.path + (f"?{target.query}" if target.query else "")
            is_narrowed_twice = "&" in target.query  # or sorted and narrowed: the links are those of the list itself
            if is_narrowed_twice or target.netloc != "testserver" or address.startswith("/accounts/"):
                continue
            if address not in seen:
                seen.add(address)
                waiting.append(address)
    assert dead == []
    assert len(seen) > 50


def test_a_signed_in_reader_finds_no_link_that_leads_nowhere(client, records, secretariat):
    client.force_login(secretariat)
    page = client.get("/").content.decode()
    links = {unescape(link) for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', page)}
    assert "/accounts/" in links
    assert [link for link in links if client.get(link).status_code >= 400] == []


def test_pages_of_signed_in_people_are_kept_by_no_cache(client, records, secretariat):
    client.force_login(secretariat)
    assert client.get("/projects/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("address", "invented"),
    [
        ("/projects/", 1),
        ("/projects/PRJ-D/", 1),
        ("/needs/", 1),
        ("/needs/NEED-D/", 1),
        ("/countries/KEN/", 2),
        ("/search/?q=Invention", 2),
    ],
)
def test_an_invented_record_says_so(client, records, address, invented):
    need = NeedFactory(code="NEED-D", statement="Invention of a need", origin=Origin.DEMO)
    AssessmentFactory(adopted=True, number=9, needs=[need])
    ProjectFactory(code="PRJ-D", title="Invention of a project", origin=Origin.DEMO)
    page = client.get(address).content.decode()
    assert page.count('<span class="tag draft">Invented for demonstration</span>') == invented


def test_facts_that_no_source_states_say_so_and_dates_stay_partial(client, records):
    page = client.get("/projects/PRJ-1/").content.decode()
    assert "not stated in the sources" in page
    assert "<time datetime=2009-10>Oct 2009</time>" in page


def test_differing_printed_values_stand_side_by_side(client, records, document):
    reform = ReformFactory._meta.model.objects.get(number=1)
    cite(reform, document, field="needs_council_decision", value="5, 7, 17", certainty=Certainty.PRINTED)
    cite(reform, document, field="needs_council_decision", value="5, 7", certainty=Certainty.INFERRED)
    page = client.get("/reforms/1/").content.decode()
    assert "5, 7, 17" in page
    assert "<bdi>5, 7</bdi>" in page
    assert "(inferred)" in page


def test_a_source_is_named_by_its_title_unless_its_symbol_is_certain(client, records, document):
    document.symbol, document.is_symbol_certain = "UNEP/GC.26/8", False
    document.save()
    assert "UNEP/GC.26/8" not in client.get("/needs/NEED-1/").content.decode()
    document.is_symbol_certain = True
    document.save()
    assert "<cite><bdi>UNEP/GC.26/8</bdi></cite>" in client.get("/needs/NEED-1/").content.decode()


def test_choosing_a_language_keeps_the_page(client, records):
    response = client.post("/i18n/", {"language": "ar", "next": "/needs/?country=KEN"})
    assert response["Location"] == "/needs/?country=KEN"
    assert '<html lang="ar" dir="rtl">' in client.get("/needs/").content.decode()


def test_a_language_is_not_chosen_for_somebody_by_a_foreign_page(client, db):
    response = client.post("/i18n/", {"language": "ar"}, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert not response.cookies


def test_a_foreign_page_to_go_back_to_is_ignored(client, db):
    response = client.post("/i18n/", {"language": "ar", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in response["Location"]


def test_a_page_is_unchanged_by_other_methods(client, records):
    assert client.post("/needs/").status_code == 405
    assert client.head("/needs/").status_code == 200


def test_alive_says_only_ok(client, db):
    assert client.get("/healthz").content == b"ok"


def test_our_own_mistake_shows_the_id_of_the_request_and_nothing_else(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", lambda *_: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    page = response.content.decode()
    assert response["X-Request-Id"] in page
    assert "ZeroDivisionError" not in page


def test_the_start_page_counts_what_its_lists_show(client, records):
    ProjectFactory(code="PRJ-OLD", state=ProjectState.COMPLETED)
    page = client.get("/").content.decode()
    for address, number in re.findall(r'<li><a href="([^"]+)"><b><bdi>(\d+)</bdi></b>', page):
        listed = client.get(unescape(address)).context["pager"].count
        assert listed == int(number), address


def test_the_country_page_counts_what_its_lists_show(client, records):
    page = client.get("/countries/KEN/").content.decode()
    endpoints = re.findall(r'<li><a href="([^"]+)"><b><bdi>(\d+)</bdi></b>', page)
    assert len(endpoints) == 5
    for address, number in endpoints:
        assert client.get(unescape(address)).context["pager"].count == int(number), address
