"""How the list of needs is narrowed, and which needs count as answered."""

import pytest

from core.choices import Visibility
from exchange.choices import MatchState
from exchange.models import Match
from needs.choices import NeedStatus
from projects.choices import ProjectState
from reference.models import CrossCuttingArea
from tests.factories import (
    AssessmentFactory,
    AssistanceRequestFactory,
    CountryFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    RegionFactory,
    ThemeFactory,
)


def adopted_need(code, **fields):
    need = NeedFactory(code=code, **fields)
    AssessmentFactory(adopted=True, needs=[need], number=NeedFactory._meta.model.objects.count())
    return need


def codes(client, query=""):
    response = client.get(f"/needs/{query}")
    assert response.status_code == 200
    return {need.code for need in response.context["rows"]}


def test_a_repeated_country_means_one_of_them_and_no_need_comes_twice(client, db):
    kenya, rwanda, peru = (CountryFactory(iso3=iso3) for iso3 in ("KEN", "RWA", "PER"))
    adopted_need("NEED-A", countries=[kenya, rwanda])
    adopted_need("NEED-B", countries=[rwanda])
    adopted_need("NEED-C", countries=[peru])
    response = client.get("/needs/?country=KEN&country=RWA")
    assert [need.code for need in response.context["rows"]] == ["NEED-A", "NEED-B"]
    assert response.context["pager"].count == 2


def test_a_region_means_the_region_itself_and_its_countries(client, db):
    africa = RegionFactory(code="africa")
    adopted_need("NEED-A", countries=[CountryFactory(iso3="KEN")])
    adopted_need("NEED-B", countries=[], scope="region", region=africa)
    adopted_need("NEED-C", countries=[CountryFactory(iso3="PER")])
    assert codes(client, "?region=africa") == {"NEED-A", "NEED-B"}


def test_search_finds_every_word_in_any_case(client, db):
    adopted_need("NEED-A", statement="Laboratories for river water")
    adopted_need("NEED-B", statement="Water law")
    assert codes(client, "?q=WATER") == {"NEED-A", "NEED-B"}
    assert codes(client, "?q=water+laboratories") == {"NEED-A"}
    assert codes(client, "?q=need-b") == {"NEED-B"}
    assert codes(client, "?q=%25") == set()


def test_theme_area_status_and_origin_narrow_together(client, db):
    area = CrossCuttingArea.objects.create(code="technology", name="Technology")
    found = adopted_need("NEED-A", theme=ThemeFactory(code="freshwater"), status=NeedStatus.PLANNED)
    found.areas.add(area)
    adopted_need("NEED-B", theme=ThemeFactory(code="climate-change"), status=NeedStatus.PLANNED).areas.add(area)
    adopted_need("NEED-C", theme=ThemeFactory(code="freshwater"))
    assert codes(client, "?theme=freshwater&area=technology&status=planned&origin=portal") == {"NEED-A"}


def test_needs_are_sorted_both_ways(client, db):
    adopted_need("NEED-A", as_of="2011-11")
    adopted_need("NEED-B", as_of="2005")
    first = client.get("/needs/?ordering=as_of")
    assert [need.code for need in first.context["rows"]] == ["NEED-B", "NEED-A"]
    assert sort_of(first, "as_of").direction == "ascending"
    assert 'aria-sort="ascending"' in first.content.decode()
    turned = client.get(first.wsgi_request.path + sort_of(first, "as_of").url)
    assert [need.code for need in turned.context["rows"]] == ["NEED-A", "NEED-B"]


def test_a_draft_need_is_known_to_its_own_country_only(client, kenya_government, peru_government):
    NeedFactory(code="NEED-DRAFT", countries=[kenya_government.country])
    assert codes(client) == set()
    client.force_login(peru_government)
    assert codes(client) == set()
    client.force_login(kenya_government)
    assert codes(client) == {"NEED-DRAFT"}


@pytest.mark.parametrize(
    ("state", "is_answer"),
    [
        (ProjectState.PIPELINE, False),
        (ProjectState.APPROVED, True),
        (ProjectState.ACTIVE, True),
        (ProjectState.COMPLETED, False),
    ],
)
def test_a_live_project_answers_a_need(client, db, state, is_answer):
    need = adopted_need("NEED-A")
    ProjectFactory(state=state).needs.add(need)
    assert codes(client, "?answered=true") == ({"NEED-A"} if is_answer else set())
    assert codes(client, "?answered=false") == (set() if is_answer else {"NEED-A"})


def test_a_project_that_the_reader_may_not_see_answers_nothing_for_them(client, secretariat):
    need = adopted_need("NEED-A")
    ProjectFactory(visibility=Visibility.RESTRICTED).needs.add(need)
    assert codes(client, "?answered=false") == {"NEED-A"}
    client.force_login(secretariat)
    assert codes(client, "?answered=false") == set()


def test_a_request_or_a_match_answers_a_need_for_those_who_see_it(client, secretariat):
    requested, matched, met, open_need = (adopted_need(f"NEED-{letter}") for letter in "ABCD")
    AssistanceRequestFactory(submitted=True).needs.add(requested)
    Match.objects.create(
        code="MAT-1",
        offer=OfferFactory(),
        need=matched,
        score=80,
        state=MatchState.PROPOSED,
        proposed_on="2026-11-01",
        answer_due_on="2026-12-01",
    )
    met.status = NeedStatus.MET
    met.save()
    client.force_login(secretariat)
    assert codes(client, "?answered=false") == {open_need.code}


def test_the_dots_show_the_furthest_step_on_record(client, db):
    need = adopted_need("NEED-A")
    adopted_need("NEED-B")
    project = ProjectFactory(title="River watch")
    project.needs.add(need)
    rows = {row.code: row for row in client.get("/needs/").context["rows"]}
    assert rows["NEED-A"].step == 5
    assert rows["NEED-A"].answers[0].text == "River watch"
    assert rows["NEED-B"].step == 1
    assert rows["NEED-B"].answers == []


def test_a_refused_filter_name_of_the_database_is_unknown(client, db):
    assert client.get("/needs/?countries__accounts__password=1").status_code == 400


def test_pages_of_25_lead_to_each_other_and_keep_the_filters(client, db):
    for number in range(30):
        adopted_need(f"NEED-{number:03}")
    first = client.get("/needs/?theme=freshwater").context
    assert (first["pager"].first, first["pager"].last, first["pager"].count) == (1, 25, 30)
    assert first["pager"].previous_url == ""
    second = client.get("/needs/" + first["pager"].next_url).context
    assert second["pager"].last == 30
    assert second["pager"].next_url == ""
    assert second["pager"].previous_url == "?theme=freshwater"


def test_an_empty_list_says_which_filter_to_drop_and_what_would_remain(client, db):
    adopted_need("NEED-A", statement="River water")
    adopted_need("NEED-B", statement="River law")
    CountryFactory(iso3="PER")
    response = client.get("/needs/?country=PER&q=river")
    assert [(way["label"], way["count"], way["url"]) for way in response.context["ways_on"]] == [
        ("Country", 2, "?q=river")
    ]
    assert "Without “Country” there are 2" in response.content.decode()
    assert client.get("/needs/?q=river").context["ways_on"] == []


def sort_of(response, name):
    """The link in the head of that column."""
    return {column.name: sort for column, sort in response.context["heads"]}[name]
