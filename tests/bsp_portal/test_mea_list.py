"""The list of environmental treaties, and what is tagged with one."""

from core.choices import Visibility
from tests.factories import (
    AssessmentFactory,
    AssistanceRequestFactory,
    FocalPointFactory,
    MeaFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
)


def rows(client, query=""):
    response = client.get(f"/meas/{query}")
    assert response.status_code == 200
    return {mea.code: mea for mea in response.context["rows"]}


def test_cluster_scope_and_search_narrow_together(client, db):
    MeaFactory(code="cbd", name="Convention on life", scope="global")
    MeaFactory(code="mercury", name="Convention on mercury", cluster="chemicals_waste", scope="global")
    MeaFactory(code="alps", name="Convention on mountains", scope="regional")
    assert list(rows(client, "?cluster=biodiversity&scope=global&q=convention")) == ["cbd"]


def test_a_protocol_leads_to_its_convention_and_back(client, db):
    cbd = MeaFactory(code="cbd", name="Convention on life")
    MeaFactory(code="safety", name="Protocol on safety", parent=cbd)
    assert "Protocol on safety" in client.get("/meas/cbd/").content.decode()
    assert 'href="/meas/cbd/"' in client.get("/meas/safety/").content.decode()
    assert list(rows(client, "?parent=cbd")) == ["safety"]


def test_records_are_counted_as_far_as_the_reader_may_see_them(client, secretariat):
    mea, need = MeaFactory(code="cbd"), NeedFactory()
    AssessmentFactory(adopted=True, needs=[need])
    hidden = ProjectFactory(visibility=Visibility.RESTRICTED)
    for record in (need, ProjectFactory(), hidden, OfferFactory(), FocalPointFactory()):
        record.meas.add(mea)
    AssistanceRequestFactory(accepted=True).meas.add(mea)

    def counts():
        row = rows(client)["cbd"]
        sections = client.get("/meas/cbd/").context["sections"]
        return row.needs_count, row.projects_count, {section.title: section.count for section in sections}

    assert counts() == (1, 1, {"Needs": 1, "Projects": 1, "Offers": 1})
    client.force_login(secretariat)
    assert counts() == (1, 2, {"Needs": 1, "Requests": 1, "Projects": 2, "Offers": 1})


def test_a_draft_request_is_named_to_nobody(client, secretariat):
    AssistanceRequestFactory().meas.add(MeaFactory(code="cbd"))
    client.force_login(secretariat)
    assert client.get("/meas/cbd/").context["sections"] == []


def test_unknown_dates_and_numbers_are_said_in_words(client, db):
    MeaFactory(code="cbd")
    page = client.get("/meas/cbd/").content.decode()
    assert page.count("not stated in the sources") >= 5
