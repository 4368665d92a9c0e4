"""What is not shared with a reader is nowhere: no list, count, search, chip, file, map, other record's page, report.

Beside each public record stands one of the same kind that is restricted (or for partners) and tied to the public ones
in every way; then every page is read by people who may not know of it.
"""

import re

import pytest
from django.apps import apps
from django.test import Client

from accounts.choices import Role
from bsp_portal.api import CATALOGUE
from core.api import names
from core.choices import Visibility
from core.models import Record
from exchange.models import Match, Offer
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Session, Target
from needs.models import AssistanceRequest, Need, NeedsAssessment
from partners.models import Agency, Agreement, Commitment, FocalPoint
from projects.models import Contribution, FundExpenditure, Lesson, Project
from reports import builder
from reports.models import Report
from tests.factories import AgencyFactory, MeaFactory, UserFactory
from tests.factories.reports import ReformFactory
from tests.security.hidden_records import SECRET, make_records, make_report, tie
from tests.security.places import API_NAMES, LISTS, PART_OF_SECRET, addresses

# Seen only as part of other records or through the API; requests and matches are for their own sides alone.
WITHOUT_LIST = {Commitment, Contribution, Lesson, Session, AssistanceRequest, Match}
# Read by the report as sums, and shown at no endpoint.
AT_NO_DOOR = {FundExpenditure}
CHIPS = {
    "/projects/": ("partner", "need"),
    "/focal-points/": ("partner", "host"),
    "/agreements/": ("partner",),
    "/reforms/": ("partner",),
    "/decisions/": ("partner", "session"),
    "/meetings/": ("partner", "group"),
    "/groups/": ("partner",),
    "/duties/": ("partner",),
    "/exchange/": ("provider",),
    "/targets/": ("project",),
}


@pytest.fixture
def public(kenya, freshwater, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    names.forget()
    for number in range(2, 31):  # the report accounts for all thirty
        ReformFactory(number=number)
    return make_records("Open", Visibility.PUBLIC, kenya, MeaFactory(code="cbd"), 1)


@pytest.fixture
def hidden(public, kenya, request):
    """Records that only their own side sees, tied to public ones."""
    visibility = getattr(request, "param", Visibility.RESTRICTED)
    found = make_records(SECRET, visibility, kenya, MeaFactory(code="cbd"), 2)
    tie(public, found)
    return found


@pytest.fixture
def reports(public, hidden):
    """A report to everybody and one that is hidden, both made when all these records were there."""
    public[Report] = make_report(public[Session], "Open", Visibility.PUBLIC)
    hidden[Report] = make_report(hidden[Session], SECRET, hidden[Project].visibility)


@pytest.fixture
def strangers(peru_government, asia_office, scopeless):
    """A client of everybody who takes no part in the records."""
    accounts = {
        "government": peru_government,
        "office": asia_office,
        "agency": UserFactory(role=Role.AGENCY, agency=AgencyFactory(code="other-institute")),
        "treaty": UserFactory(role=Role.MEA, meas=[MeaFactory(code="ramsar")]),
        "account without a scope": scopeless,
    }
    clients = {"visitor": Client()}
    for name, account in accounts.items():
        clients[name] = Client()
        clients[name].force_login(account)
    return clients


def ways_to_ask(hidden: dict[type, Record]) -> list[str]:
    """The hidden records' own pages, and filters by them."""
    found = [hidden[model].get_absolute_url() for model in LISTS]
    named = {"partner": Agency, "host": Agency, "provider": Agency, "need": Need, "session": Session, "group": Group}
    for path, filters in CHIPS.items():
        found += [f"{path}?{name}={hidden[{**named, 'project': Project}[name]].code}" for name in filters]
    for model, name in API_NAMES.items():
        if model in hidden:
            found.append(f"/api/v1/{name}/{getattr(hidden[model], CATALOGUE[name].lookup_field)}/")
    return found


def leaks(client: Client, urls: list[str]) -> list[str]:
    """Addresses whose answer holds the word that stands in every hidden code and title."""
    return [url for url in urls if SECRET in client.get(url).getvalue().decode()]


def test_there_is_a_hidden_record_of_every_kind_that_has_a_visibility(hidden, reports):
    kinds = {model for model in apps.get_models() if issubclass(model, Record)}
    assert set(hidden) == kinds == {*LISTS} | WITHOUT_LIST | AT_NO_DOOR


def test_a_stranger_meets_a_restricted_record_nowhere(public, reports, strangers):
    found = {name: leaks(client, addresses(public)) for name, client in strangers.items()}
    assert found == dict.fromkeys(strangers, [])


def test_whoever_asks_for_a_restricted_record_is_answered_as_if_there_were_none(hidden, reports, strangers):
    for name, client in strangers.items():
        for url in ways_to_ask(hidden):
            expected = {400} if "?" in url else {401, 404} if name == "visitor" else {404}
            assert client.get(url).status_code in expected, (name, url)


def test_every_count_and_every_page_is_as_if_restricted_records_were_not_there(public, kenya, strangers):
    Reform.objects.filter(number=2).delete()
    visitor = strangers["visitor"]
    pages = ["/", "/?layer=projects", "/?layer=unmet", "/countries/", "/countries/KEN/", "/meas/", "/search/?q=e"]
    pages += [path for path in LISTS.values() if path != "/reports/"]
    counts = [f"/api/v1/{name}/?count=true" for name in CATALOGUE if CATALOGUE[name].is_public]
    before = [seen(visitor, url) for url in pages], [visitor.get(url).json()["count"] for url in counts]
    make_records(SECRET, Visibility.RESTRICTED, kenya, MeaFactory(code="cbd"), 2)
    after = [seen(visitor, url) for url in pages], [visitor.get(url).json()["count"] for url in counts]
    assert [url for url, one, two in zip(pages, before[0], after[0], strict=True) if one != two] == []
    assert after[1] == before[1]


def seen(client, url) -> str:
    """The page without what differs between any two answers."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(url).getvalue().decode())


@pytest.mark.parametrize("hidden", [Visibility.PARTNERS], indirect=True)
def test_what_is_for_partners_is_seen_by_partners_and_by_nobody_else(public, hidden, reports, strangers):
    outside = {name: leaks(strangers[name], addresses(public)) for name in OUTSIDE}
    assert outside == dict.fromkeys(OUTSIDE, [])
    for name in set(strangers) - set(OUTSIDE):
        client = strangers[name]
        for model, path in LISTS.items():
            assert client.get(hidden[model].get_absolute_url()).status_code == 200, (name, model)
            found = path if path == "/reports/" else f"{path}?q={PART_OF_SECRET}"
            assert SECRET in client.get(found).getvalue().decode(), (name, path)


OUTSIDE = ("visitor", "treaty", "account without a scope")


def test_the_own_side_and_the_secretariat_see_what_is_restricted(hidden, kenya_government, africa_office, secretariat):
    member = UserFactory(role=Role.AGENCY, agency=hidden[Agency])
    sides = {
        Agency: [member],
        Agreement: [member],
        Commitment: [member],
        Contribution: [member],
        FocalPoint: [member, kenya_government, africa_office],
        Lesson: [member, africa_office],
        Need: [kenya_government, africa_office],
        NeedsAssessment: [kenya_government, africa_office],
        Offer: [member],
        Project: [member, kenya_government, africa_office],
        ReportingDuty: [member],
        AssistanceRequest: [kenya_government, africa_office],
        Match: [member, kenya_government, africa_office],
        **dict.fromkeys([Decision, Group, Meeting, Reform, Session, Target], []),
    }
    for model, accounts in sides.items():
        for account in [*accounts, secretariat]:
            if model in (FocalPoint,) and account in (kenya_government, africa_office):
                continue  # the host of this one is itself restricted
            assert model.objects.visible_to(account).filter(pk=hidden[model].pk).exists(), (model, account)


# Teeth


@pytest.mark.parametrize(
    "model", [*(model for model in LISTS if model is not Report), Commitment, Contribution, Lesson, Session]
)
def test_a_kind_of_record_without_its_rule_of_sight_is_noticed(model, public, hidden, monkeypatch):
    rows = next(kind for kind in type(model.objects.all()).__mro__ if "visible_to" in vars(kind))
    sight = rows.visible_to
    monkeypatch.setattr(rows, "visible_to", lambda self, user: self if self.model is model else sight(self, user))
    assert any(leaks(Client(), [url]) for url in own_places(model, public))


def own_places(model, public) -> list[str]:
    """Where a leak of this kind of record would show first."""
    first = {
        Commitment: public[Agreement].get_absolute_url(),
        Contribution: "/api/v1/contributions/",
        Lesson: "/api/v1/lessons/",
        Session: public[Decision].get_absolute_url(),
    }
    return [LISTS.get(model) or first[model]]


def test_a_report_of_everything_is_noticed(public, hidden, strangers, monkeypatch):
    monkeypatch.setattr(builder, "public_only", lambda lists: lists)
    public[Report] = make_report(public[Session], "Open", Visibility.PUBLIC)
    assert leaks(strangers["visitor"], [url for url in addresses(public) if "/preview/" in url])
