"""Whatever is asked of a list, it answers the rows that fit, each once: drawn at random and read again in plain Python.

Every resource of the API and every list of the portal is found by walking their addresses. ``FILTER_EXAMPLES`` sets how
many questions each of their filters gets.
"""

import os
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django_filters import MultipleChoiceFilter
from hypothesis import given, settings
from hypothesis import strategies as st

from bsp_portal.api import router
from core.api.viewsets import Asker
from core.lists.views import RecordListView
from core.pages.rows import Row
from core.records.filters import LONGEST_SEARCH
from tests.api.records import complete_records
from tests.factories import AgencyFactory, UserFactory
from tests.plain_reading import Reader, reading_of, texts_of
from tests.walking import views_of

EXAMPLES = int(os.environ.get("FILTER_EXAMPLES", "4"))
MOST_OTHERS, MOST_VALUES = 2, 3
MOST_WORDS = 200
ODD_WORDS = ("zzzz", "%", "_", "water", "of the")
TRUTH = {"true": True, "false": False}
YEARS = (2009, 2010, 2026)
READERS = ("visitor", "agency", "secretariat")
EVERY_RESOURCE = {name: viewset for name, viewset, _basename in router.registry if viewset.filterset_class}
EVERY_LIST = views_of(RecordListView)
READINGS = [
    (name, reader)
    for name, viewset in EVERY_RESOURCE.items()
    for reader in READERS
    if viewset.is_public or reader != "visitor"
]


@pytest.fixture(scope="module")
def readers(loaded, django_db_blocker):
    """A visitor, an agency that takes part in records of every kind, and the secretariat: client and sight."""
    with django_db_blocker.unblock():
        agency = AgencyFactory(code="ORG-TEST", name="Institute for rivers", kind="academic")
        complete_records(agency)
        agency_account, secretariat = UserFactory(role="agency", agency=agency), UserFactory(role="secretariat")
    return dict(zip(READERS, (None, agency_account, secretariat), strict=True))


class Asked:
    """A list with all its rows as one reader sees them, ready to be asked and to be read."""

    def __init__(self, address: str, filterset_class, account, read_page):
        self.address, self.filterset_class, self._read_page = address, filterset_class, read_page
        self.reader = Reader(account)
        self.client = Client()
        if account:
            self.client.force_login(account)
        self.rows = self.answer({})
        prefetch_related_objects(self.rows, *(relations_of(type(self.rows[0])) if self.rows else ()))
        pools = {name: self._pool(name) for name in filterset_class.base_filters}
        self.pools = {name: pool for name, pool in pools.items() if pool}

    def answer(self, question: dict) -> list:
        """The rows of all pages."""
        words = [(name, word) for name, chosen in question.items() for word, _value in chosen]
        url, found = f"{self.address}?{urlencode([('page_size', 100), *words])}", []
        while url:
            rows, url = self._read_page(self.client, url)
            found += rows
        return found

    def expected(self, question: dict) -> list:
        """The rows that fit, by plain reading."""
        return [row for row in self.rows if all(self._fits(row, name, chosen) for name, chosen in question.items())]

    def _fits(self, row, name: str, chosen: list[tuple]) -> bool:
        values = [value for _word, value in chosen]
        asked = values if self._takes_several(name) else values[0]
        return reading_of(self.filterset_class, name)(row, asked, self.reader)

    def _takes_several(self, name: str) -> bool:
        return isinstance(self.filterset_class.base_filters[name], MultipleChoiceFilter)

    def _pool(self, name: str) -> list[tuple]:
        """What can be asked of one filter: the word in the address, and what it stands for."""
        field = self.filterset_class(QueryDict(), request=Asker(self.reader.account)).form.fields[name]
        if name == "q":
            return [(word, word) for word in self._words()]
        if hasattr(field, "queryset"):
            return [(str(field.prepare_value(record)), record) for record in field.queryset]
        if hasattr(field, "choices"):
            return [(value, TRUTH.get(value, value)) for value, _label in field.choices if value]
        return [(str(year), year) for year in YEARS]

    def _words(self) -> list[str]:
        texts = [str(text or "") for row in self.rows for text in texts_of(row, self.filterset_class.search_fields)]
        words = sorted({word for text in texts for word in text.split() if len(word) < LONGEST_SEARCH})
        return [*words[:: 1 + len(words) // MOST_WORDS], *ODD_WORDS]

    def questions(self, first: str):
        """This filter and up to two others, each with one value or, where it takes several, up to three."""
        others = st.lists(st.sampled_from(sorted(self.pools)), max_size=MOST_OTHERS, unique=True)
        return others.flatmap(
            lambda names: st.fixed_dictionaries({name: self._values(name) for name in {first, *names}})
        )

    def _values(self, name: str):
        most = MOST_VALUES if self._takes_several(name) else 1
        return st.lists(st.sampled_from(self.pools[name]), min_size=1, max_size=most, unique=True)


def relations_of(model) -> list[str]:
    """What hangs on a record, to be read once for all rows."""
    fields = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
    hanging = [field.get_accessor_name() for field in model._meta.related_objects if not field.hidden]
    return [field.name for field in fields if not isinstance(field, GenericForeignKey)] + hanging


def compare(asked: Asked) -> None:
    def same(question):
        found = Counter(row.pk for row in asked.answer(question))
        assert found == Counter(row.pk for row in asked.expected(question)), question

    drawn = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
    for name in asked.pools:
        drawn(given(asked.questions(name))(same))()


def read_resource(viewset):
    """One page of the API: its records, and the address of the next page."""
    model, key = viewset.queryset.model, viewset.lookup_field
    known = {}

    def read(client, url):
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.content)
        page = answer.json()
        codes = [row[key] for row in page["results"]]
        if new := [code for code in codes if code not in known]:
            known.update({getattr(record, key): record for record in model.objects.filter(**{f"{key}__in": new})})
        return [known[code] for code in codes], page["next"]

    return read


def read_list(client, url):
    """One page of a list: its records as they are by themselves, and the address of the next page."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    shown = [row.record if isinstance(row, Row) else row for row in answer.context["rows"]]
    known = type(shown[0])._default_manager.in_bulk([row.pk for row in shown]) if shown else {}
    onward = answer.context["pager"].next_url if shown else ""
    return [known[row.pk] for row in shown], onward and f"{url.partition('?')[0]}{onward}"


@pytest.mark.parametrize(("name", "reader"), READINGS)
def test_a_resource_answers_the_rows_that_fit_each_once(name, reader, readers, db):
    viewset = EVERY_RESOURCE[name]
    compare(Asked(reverse(f"api:{name}-list"), viewset.filterset_class, readers[reader], read_resource(viewset)))


@pytest.mark.parametrize("name", EVERY_LIST)
def test_a_page_shows_the_rows_that_fit_each_once(name, readers, db):
    compare(Asked(reverse(name), EVERY_LIST[name].filterset_class, readers["secretariat"], read_list))


def test_every_filter_can_be_read():
    classes = {view.filterset_class for view in (*EVERY_RESOURCE.values(), *EVERY_LIST.values())}
    assert all(callable(reading_of(one, name)) for one in classes for name in one.base_filters)
    assert len(EVERY_RESOURCE) > 15
    assert len(EVERY_LIST) > 18
