"""The page of every fact of the founding documents names the document and the paragraph it comes from."""

import pytest
from django.utils import translation
from django.utils.html import escape

from core.choices import Origin
from core.templatetags.portal import paragraph_label
from needs.models import NeedsAssessment
from tests.bsp_portal.seed_reading import MODELS

# Documents, vocabularies and contributions have no page of their own.
KINDS = {file: model for file, model in MODELS.items() if hasattr(model, "get_absolute_url")}
KINDS["assessments"] = NeedsAssessment


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def unnamed_places(client, record) -> list[str]:
    """Documents and paragraphs that the record's page leaves out."""
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200, record.get_absolute_url()
    page = response.content.decode()
    sources = record.sources.all()
    assert sources, record
    return [
        f"{record.pk}: {words}"
        for citation in sources
        for words in (citation.document.label, paragraph_label(citation.paragraph))
        if str(escape(words)) not in page
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_every_record_names_document_and_paragraph(kind, loaded, db, client):
    records = KINDS[kind].objects.prefetch_related("sources__document")
    cited = [record for record in records if record.origin == Origin.SEED or record.sources.all()]
    assert len(cited) >= 18
    assert [place for record in cited for place in unnamed_places(client, record)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_every_list_names_the_first_place(kind, loaded, db, client):
    """The first page of each list, whose rows fit without asking for more."""
    address = KINDS[kind].objects.first().get_absolute_url().rstrip("/").rpartition("/")[0]
    response = client.get(f"{address}/?origin=seed&page_size=100")
    page = response.content.decode()
    for record in response.context["rows"]:
        citation = record.sources.all()[0]
        assert str(escape(paragraph_label(citation.paragraph))) in page


def test_both_values_stand_side_by_side_where_the_documents_disagree(loaded, db, client):
    page = client.get("/targets/TGT-001/").content.decode()
    for text in ("at least 3", "<bdi>35</bdi>", "para. 99", "para. 101", "Value used by the portal"):
        assert text in page
    listed = client.get("/targets/?differs=true").context["rows"]
    assert [target.code for target in listed] == ["TGT-001"]


def test_facts_about_the_mechanism_stand_apart_from_offers(loaded, db, client):
    context = client.get("/exchange/?page_size=100").context
    assert len(context["mechanism"]) == 6
    assert all(offer.module for offer in context["rows"])
    assert sum(view["count"] for view in context["views"]) == context["pager"].count
