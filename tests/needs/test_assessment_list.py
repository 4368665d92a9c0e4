"""How the list of assessments is narrowed, and what the page of one tells whom."""

from core.choices import Visibility
from needs.choices import AssessmentKind, AssessmentState
from tests.factories import AssessmentFactory, CountryFactory, NeedFactory, RegionFactory, ThemeFactory


def codes(client, query=""):
    response = client.get(f"/assessments/{query}")
    assert response.status_code == 200
    return {assessment.code for assessment in response.context["rows"]}


def test_country_kind_and_search_narrow_together(client, db):
    kenya, peru = CountryFactory(iso3="KEN"), CountryFactory(iso3="PER")
    AssessmentFactory(code="A", adopted=True, country=kenya, title="River water")
    AssessmentFactory(code="B", adopted=True, country=peru, title="River water")
    AssessmentFactory(code="C", adopted=True, country=kenya, number=2, title="River law")
    sectoral = {"kind": AssessmentKind.SECTORAL, "number": 3}
    AssessmentFactory(code="D", adopted=True, country=kenya, title="River water", **sectoral)
    assert codes(client, "?country=KEN&kind=comprehensive&q=water") == {"A"}


def test_a_region_means_the_region_itself_and_its_countries(client, db):
    AssessmentFactory(code="A", adopted=True, country=CountryFactory(iso3="KEN"))
    AssessmentFactory(code="B", adopted=True, country=None, scope="region", region=RegionFactory(code="africa"))
    AssessmentFactory(code="C", adopted=True, country=CountryFactory(iso3="PER"))
    assert codes(client, "?region=africa") == {"A", "B"}


def test_a_theme_is_that_of_a_need_which_the_reader_may_see(client, secretariat):
    hidden = NeedFactory(visibility=Visibility.RESTRICTED)
    AssessmentFactory(code="A", adopted=True, needs=[NeedFactory()])
    AssessmentFactory(code="B", adopted=True, number=2, needs=[hidden])
    AssessmentFactory(code="C", adopted=True, number=3, needs=[NeedFactory(theme=ThemeFactory(code="climate-change"))])
    assert codes(client, "?theme=freshwater") == {"A"}
    client.force_login(secretariat)
    assert codes(client, "?theme=freshwater") == {"A", "B"}


def test_a_draft_is_open_to_its_own_country_only(client, kenya_government, peru_government):
    AssessmentFactory(code="A", country=kenya_government.country)
    assert codes(client) == set()
    client.force_login(peru_government)
    assert client.get("/assessments/A/").status_code == 404
    client.force_login(kenya_government)
    assert codes(client, "?state=draft") == {"A"}
    assert client.get("/assessments/A/").status_code == 200


def test_needs_stand_by_rank_without_those_that_the_reader_may_not_see(client, db):
    first, second = NeedFactory(statement="Know the rivers"), NeedFactory(statement="Know the lakes")
    hidden = NeedFactory(statement="Know the wells", visibility=Visibility.RESTRICTED)
    AssessmentFactory(code="A", adopted=True, needs=[first, hidden, second])
    response = client.get("/assessments/A/")
    assert [(entry.rank, entry.need) for entry in response.context["entries"]] == [(1, first), (3, second)]
    assert "Know the wells" not in response.content.decode()
    assert client.get("/assessments/").context["rows"][0].needs_count == 2


def test_the_page_names_versions_bases_and_those_consulted_but_not_the_restricted_text(client, db):
    kenya = CountryFactory()
    AssessmentFactory(code="OLD", country=kenya, state=AssessmentState.SUPERSEDED)
    AssessmentFactory(code="DRAFT", country=kenya, number=3)
    AssessmentFactory(
        code="NEW",
        country=kenya,
        number=2,
        adopted=True,
        built_upon=["Poverty reduction strategy"],
        consulted=["Women of the lake"],
        restricted_text="Not for everybody",
    )
    response = client.get("/assessments/NEW/")
    page = response.content.decode()
    assert [version.code for version in response.context["versions"]] == ["NEW", "OLD"]
    assert "Poverty reduction strategy" in page
    assert "Women of the lake" in page
    assert "Not for everybody" not in page


def test_what_a_document_states_does_not_pass_for_adopted(client, db):
    AssessmentFactory(code="A", kind=AssessmentKind.STATED, state=AssessmentState.ADOPTED)
    page = client.get("/assessments/A/").content.decode()
    assert "no adoption recorded" in page
    assert ">Adopted<" not in page
