"""The catalogue of kinds: nothing is missing in it, and all that ask it speak of the same rows."""

import csv
import io

import pytest
from django.apps import apps
from django.db.models import Count
from django.test import Client
from django.urls import resolve, reverse

from bsp_portal.api import CATALOGUE, router
from bsp_portal.views.pages import downloads
from core.api.viewsets import VisibleReadOnlyViewSet
from core.lists.views import RecordListView
from core.records import catalogue
from core.records.catalogue import kinds, open_kinds
from projects.models import Invitation
from reports.facts import FLOORS
from tests.api.records import complete_records
from tests.factories import AgencyFactory, UserFactory
from tests.walking import subclasses

EVERY_KIND = {kind.name: kind for kind in kinds()}
WITH_PAGE = [kind for kind in kinds() if kind.page]
ON_BOTH = [kind for kind in WITH_PAGE if kind.is_resource]
LISTS = sorted(
    (view for view in subclasses(RecordListView) if not view.__module__.startswith("tests")),
    key=lambda view: view.__name__,
)
# Lists of facts that are parts of other records, or code lists that everybody may read.
PARTS_OF_FACTS = {"regions", "fields", "documents", "stage_events", "activities", "fund_expenditures"}


def names(found) -> list[str]:
    return [kind.name for kind in found]


@pytest.fixture(scope="module")
def secretariat_account(loaded, django_db_blocker):
    """Somebody who sees everything, in a portal with records of every kind."""
    with django_db_blocker.unblock():
        complete_records(AgencyFactory(code="ORG-TEST", name="Institute for rivers", kind="academic"))
        return UserFactory(role="secretariat")


@pytest.fixture
def reader(secretariat_account, db):
    client = Client()
    client.force_login(secretariat_account)
    return client


def test_no_name_stands_twice():
    assert len(EVERY_KIND) == len(kinds())


def test_every_list_and_every_resource_is_of_a_kind_in_the_catalogue():
    assert {view.kind for view in LISTS} >= {kind for kind in kinds() if kind.page}
    assert {view.kind.name for view in LISTS} <= set(EVERY_KIND)
    resources = {viewset for viewset in subclasses(VisibleReadOnlyViewSet) if viewset.__module__.endswith("viewsets")}
    assert {viewset for _name, viewset, _basename in router.registry} == resources
    assert all(EVERY_KIND[name] is viewset.kind for name, viewset in CATALOGUE.items())


def test_every_model_that_has_pages_of_its_own_is_a_kind():
    paged = {model for model in apps.get_models() if hasattr(model, "get_absolute_url") and is_guarded(model)}
    assert paged - {Invitation} <= {kind.model for kind in kinds()}  # an invitation goes with its answer


def is_guarded(model) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


def test_every_kind_that_says_it_is_a_resource_has_one():
    assert [kind.name for kind in kinds() if kind.is_resource] == list(CATALOGUE)


@pytest.mark.parametrize("kind", WITH_PAGE, ids=names(WITH_PAGE))
def test_a_kind_with_a_page_has_all_that_the_page_needs(kind):
    view = resolve(reverse(kind.page)).func.view_class
    assert issubclass(view, RecordListView)
    assert view.kind is kind
    assert kind.label
    for field in {kind.title, kind.key} - {"pk"}:
        kind.model._meta.get_field(field)
    assert kind.filterset.search_fields


@pytest.mark.parametrize("view", LISTS, ids=[view.__name__ for view in LISTS])
def test_a_list_declares_its_columns_once(view):
    column_names = [column.name for column in view.columns]
    assert len(set(column_names)) == len(column_names)
    assert not set(column_names) & set(view.hidden_orders)
    assert view.default_order in view.orders


def test_every_list_of_facts_is_of_a_kind_whose_sight_rule_guards_it():
    assert {kind.facts for kind in kinds() if kind.facts} == {
        name for lists in FLOORS.values() for name in lists
    } - PARTS_OF_FACTS


def test_navigation_leads_to_every_place_once(db):
    addresses = [address for menu in ("main", "more") for address, _label in catalogue.menu(menu)]
    assert len(set(addresses)) == len(addresses)
    assert {reverse(kind.page) for kind in open_kinds()} <= set(addresses)


@pytest.mark.parametrize("kind", open_kinds(), ids=names(open_kinds()))
def test_open_data_page_and_api_count_the_same_rows(kind, secretariat_account, reader):
    (listed,) = [one for one in downloads(secretariat_account) if one["url"] == reverse(kind.page)]
    counts = {listed["count"], reader.get(reverse(kind.page)).context["pager"].count}
    if kind.is_resource:
        counts.add(reader.get(f"/api/v1/{kind.name}/?count=true").json()["count"])
    assert len(counts) == 1
    assert listed["count"] > 0


@pytest.mark.parametrize("kind", ON_BOTH, ids=names(ON_BOTH))
def test_the_file_of_a_list_says_what_the_api_says_of_the_same_rows(kind, reader):
    from_page = read_csv(reader.get(f"{reverse(kind.page)}?format=csv"))
    from_api, url = [], f"/api/v1/{kind.name}/?format=json&page_size=100"
    while url:
        page = reader.get(url)
        url = page.json()["next"]
        from_api += read_csv(reader.get(page.wsgi_request.get_full_path().replace("format=json", "format=csv")))
    key = from_page[0].index(kind.key)
    assert from_page[0] == from_api[0]
    assert len(from_page) > 1
    rows = [row for row in from_api if row != from_api[0]]
    assert sorted(from_page[1:], key=lambda row: row[key]) == sorted(rows, key=lambda row: row[key])


def read_csv(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_what_an_offer_is_not_is_found_by_its_code_alone(reader):
    facts = EVERY_KIND["offers"].model.objects.about_the_mechanism()
    assert facts.count() == facts.aggregate(found=Count("code", distinct=True))["found"] > 0
    listed = {row["code"] for row in reader.get("/api/v1/offers/?page_size=100").json()["results"]}
    for fact in facts:
        assert fact.code not in listed
        assert reader.get(f"/api/v1/offers/{fact.code}/").json()["code"] == fact.code
