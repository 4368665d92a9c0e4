"""A search for too many words is refused in words, wherever one can search."""

import pytest

from bsp_portal.api import CATALOGUE
from core.lists.views import RecordListView
from core.records.filters import MOST_WORDS
from tests.walking import paths, views_of

LISTS = {name: view for name, view in views_of(RecordListView).items() if "q" in view.filterset_class.base_filters}
RESOURCES = [name for name, viewset in CATALOGUE.items() if "q" in getattr(viewset.filterset_class, "base_filters", ())]
MOST = " ".join(f"word{number}" for number in range(MOST_WORDS))
REFUSED = "A search takes 12 words at most, and this one has 13. Leave some out."


def test_most_lists_and_resources_can_be_searched():
    assert len(LISTS) >= 15
    assert len(RESOURCES) >= 15


def test_the_search_of_everything(client, db):
    assert client.get("/search/", {"q": MOST}).status_code == 200
    refused = client.get("/search/", {"q": f"{MOST} more"})
    assert (refused.status_code, REFUSED in refused.content.decode()) == (400, True)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("file", [{}, {"format": "csv"}], ids=["page", "file"])
def test_every_list(name, file, client, secretariat):
    client.force_login(secretariat)
    path = paths()[name]
    assert client.get(path, {"q": MOST} | file).status_code == 200
    refused = client.get(path, {"q": f"{MOST} more"} | file)
    assert (refused.status_code, REFUSED in refused.content.decode()) == (400, True)


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource(name, client, secretariat):
    client.force_login(secretariat)
    assert client.get(f"/api/v1/{name}/", {"q": MOST}).status_code == 200
    refused = client.get(f"/api/v1/{name}/", {"q": f"{MOST} more"})
    assert (refused.status_code, refused.json()["detail"]) == (400, REFUSED)


@pytest.mark.parametrize(
    "text", ["\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM} " * 4, "a\N{IDEOGRAPHIC SPACE}" * 13]
)
def test_words_are_counted_in_their_plain_form(text, client, db):
    assert client.get("/search/", {"q": text}).status_code == 400
