"""Search over everything that the reader may see."""

from core.choices import Visibility
from tests.factories import (
    AgencyFactory,
    AgreementFactory,
    AssessmentFactory,
    DecisionFactory,
    FocalPointFactory,
    GroupFactory,
    MeaFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    ReportingDutyFactory,
    TargetFactory,
)
from tests.factories.reports import ReformFactory


def groups(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return {group["label"]: group for group in response.context["groups"]}


def test_every_kind_of_record_is_found_by_its_title(client, db):
    title = "Quagga"
    need = NeedFactory(statement=title)
    AssessmentFactory(title=title, adopted=True, needs=[need])
    MeaFactory(name=title)
    for factory in (OfferFactory, ProjectFactory, AgreementFactory, MeetingFactory, ReportingDutyFactory):
        factory(title=title)
    for factory in (AgencyFactory, GroupFactory):
        factory(name=title)
    ReformFactory(title=title)
    DecisionFactory(subject=title)
    FocalPointFactory(post=title)
    TargetFactory(metric=title)
    found = groups(client, "quagga")
    assert len(found) == 14
    assert {group["count"] for group in found.values()} == {1}
    for group in found.values():
        assert client.get(group["records"][0]["url"]).status_code == 200
        assert client.get(group["all_url"]).context["pager"].count == 1


def test_the_record_of_that_code_comes_first_and_five_stand_for_all(client, db):
    for number in range(7):
        MeetingFactory(code=f"MTG-00{number}", title=f"Council {number}", purpose="As after MTG-006")
    group = groups(client, "mtg-006")["Meetings"]
    assert group["count"] == 7
    assert [record["code"] for record in group["records"]][:2] == ["MTG-006", "MTG-000"]
    assert len(group["records"]) == 5


def test_what_the_reader_may_not_see_is_neither_found_nor_counted(client, secretariat):
    ProjectFactory(title="Quagga", visibility=Visibility.RESTRICTED)
    OfferFactory(title="Quagga", withdrawn=True)
    AssessmentFactory(title="Quagga")
    assert groups(client, "quagga") == {}
    client.force_login(secretariat)
    assert set(groups(client, "quagga")) == {"Projects", "Exchange", "Needs assessments"}
