"""How the lists of the exchange are narrowed, and what is apart from offers."""

from exchange.choices import Module
from needs.models import Need
from partners.models import AgencyMember
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    CountryFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    ThemeFactory,
)


def codes(client, query=""):
    response = client.get(f"/exchange/{query}")
    assert response.status_code == 200
    return {offer.code for offer in response.context["rows"]}


def test_module_theme_and_search_narrow_together(client, db):
    for code, fields in {"A": {}, "B": {"module": Module.EVENTS}, "C": {"title": "Courses on lakes"}}.items():
        OfferFactory(code=code, **fields).themes.add(ThemeFactory())
    OfferFactory(code="D")
    assert codes(client, "?module=expertise&theme=freshwater&q=water") == {"A"}


def test_a_country_offers_or_has_used_it(client, db):
    kenya, peru = CountryFactory(iso3="KEN"), CountryFactory(iso3="PER")
    OfferFactory(code="A", provider=None, provider_country=kenya)
    OfferFactory(code="B").countries.add(kenya)
    OfferFactory(code="C").countries.add(peru)
    assert codes(client, "?country=KEN") == codes(client, "?region=africa") == {"A", "B"}


def test_a_provider_offers_alone_or_with_others(client, db):
    agency = AgencyFactory(code="lake-office")
    OfferFactory(code="A", provider=agency)
    OfferFactory(code="B").further_providers.add(agency)
    OfferFactory(code="C")
    assert codes(client, "?provider=lake-office") == {"A", "B"}


def test_a_withdrawn_offer_is_open_to_its_own_agency_only(client, agency, agency_member, peru_government):
    OfferFactory(code="A", provider=agency, withdrawn=True)
    assert codes(client) == set()
    client.force_login(peru_government)
    assert client.get("/exchange/A/").status_code == 404
    client.force_login(agency_member)
    assert AgencyMember.objects.get().agency == agency
    assert client.get("/exchange/A/").status_code == 200


def test_a_fact_about_the_mechanism_is_no_offer(client, db):
    OfferFactory(code="FACT", module="", title="The mechanism", kind="mechanism")
    OfferFactory(code="A")
    response = client.get("/exchange/")
    assert [offer.code for offer in response.context["rows"]] == ["A"]
    assert [fact.code for fact in response.context["mechanism"]] == ["FACT"]
    assert "About the mechanism" in client.get("/exchange/FACT/").content.decode()


def test_modules_are_counted_and_the_chosen_one_is_marked(client, db):
    OfferFactory()
    OfferFactory(module=Module.EVENTS)
    views = client.get("/exchange/?module=events").context["views"]
    assert {view["label"]: view["count"] for view in views if view["count"]} == {"Expertise": 1, "Events": 1}
    assert [view["label"] for view in views if view["is_current"]] == ["Events"]


def test_an_offer_names_the_project_it_comes_from_and_says_what_is_not_confirmed(client, db):
    offer = OfferFactory(code="A", confirmed_on=None, languages=["en", "ar"])
    ProjectFactory(title="River watch").offers.add(offer)
    page = client.get("/exchange/A/").content.decode()
    for text in ("River watch", "not confirmed by the provider", "English", "Arabic"):
        assert text in page


def test_the_unmet_list_holds_the_rows_that_the_list_of_needs_shows_as_unanswered(client, db):
    answered, unmet = NeedFactory(code="NEED-A"), NeedFactory(code="NEED-B")
    AssessmentFactory(adopted=True, needs=[answered, unmet])
    ProjectFactory().needs.add(answered)
    rows = client.get("/exchange/unmet/?country=KEN").context["rows"]
    assert [need.code for need in rows] == ["NEED-B"]
    assert rows == client.get("/needs/?country=KEN&answered=false").context["rows"]
    assert Need.objects.count() == 2
