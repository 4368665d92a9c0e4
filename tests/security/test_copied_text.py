"""Text that flows from one record into another keeps its sight: for each pair of records, a planted word is looked for
everywhere by people who may not read it where it was written."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.test import Client

from accounts.choices import Role
from core import clock
from core.choices import Visibility
from core.models import Letter, Record
from core.sight import narrowest
from exchange import actions as exchange_actions
from exchange.models import Match
from governance.models import Reform
from needs.models import AssistanceRequest
from partners.models import AgencyMember
from projects import actions
from projects.models import Project
from reports import actions as report_actions
from reports import builder, preview
from reports.models import Report
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    MeaFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    UserFactory,
)
from tests.factories.reports import ReformFactory, ReportFactory

WORD, BESIDE = "Quagga", "laboratory"  # what a reader searches for stands on the page again
PLANTED = {"title": f"{WORD} {BESIDE}", "asked": f"Training for the {WORD} rivers."}
RESPONSE = {"arrangement": "south-south"}
PAGES = ["/", "/?layer=projects", "/countries/", "/countries/KEN/", "/exchange/unmet/", f"/search/?q={BESIDE}"]
LISTS = ["/projects/", "/needs/", "/assessments/", "/exchange/", "/requests/"]
FILES = ["/projects/?format=csv", "/requests/?format=csv", "/needs/?format=csv", "/api/v1/lessons/?format=csv"]
RESOURCES = [
    "needs", "unmet-needs", "assessments", "requests", "offers", "matches", "projects", "contributions", "results",
    "lessons",
]  # fmt: skip
# Relations between records by which no text flows into the new one: what hangs on the other is read only with it, and
# what is linked is named only to those who may see it.
NAMED_ONLY = {
    "Agency.parent", "Commitment.agency", "Commitment.agreement", "Contribution.donor", "Contribution.project",
    "Contribution.recipient", "Decision.session", "FocalPoint.counterpart", "FocalPoint.host", "Group.established_by",
    "Group.parent_agency", "Group.parent_group", "Match.assistance", "Match.need", "Match.offer", "Meeting.body",
    "Meeting.group", "NeedsAssessment.supersedes", "Offer.provider", "Project.budget_funder", "Project.parent",
    "Reform.draft_decision", "Report.session", "Session.body", "Session.group",
    "ReportingDuty.agreement", "ReportingDuty.counterpart",
    "ReportingDuty.decision", "ReportingDuty.recipient", "ReportingDuty.recipient_group", "ReportingDuty.reporter",
    "Target.project", "AssistanceRequest.merged_into",
}  # fmt: skip


@pytest.fixture
def readers(peru_government, asia_office):
    """People who have no part in what is Kenya's, from the one who sees least to those who see what is for partners."""
    treaty, other = UserFactory(role=Role.MEA), UserFactory(role=Role.AGENCY)
    treaty.meas.add(MeaFactory(code="ramsar"))
    AgencyMember.objects.create(user=other, agency=AgencyFactory(code="other-institute"))
    clients = {"visitor": Client()}
    for name, user in {"treaty": treaty, "government": peru_government, "office": asia_office, "agency": other}.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


@pytest.fixture
def closed(kenya, freshwater):
    """A request of which its country said: the regional office proposes matches only to us."""
    return AssistanceRequestFactory(country=kenya, accepted=True, is_open_to_partners=False, **PLANTED)


@pytest.fixture
def opened(kenya, freshwater):
    return AssistanceRequestFactory(country=kenya, accepted=True, **PLANTED)


def places() -> list[str]:
    """Lists, files, searches and resources, and the pages of requests and projects."""
    found = [*PAGES, *(f"{path}?q={BESIDE}" for path in LISTS), *FILES]
    found += [f"/api/v1/{name}/?page_size=100" for name in RESOURCES]
    for model, name in {Project: "projects", AssistanceRequest: "requests"}.items():
        for record in model.objects.all():
            found += [record.get_absolute_url(), f"/api/v1/{name}/{record.code}/"]
    return found


def leaks(readers: dict[str, Client]) -> dict[str, list[str]]:
    """Who meets the planted word, and where; the printed report counts as a place that everybody reads."""
    found = {
        name: [url for url in places() if WORD in client.get(url).getvalue().decode()]
        for name, client in readers.items()
    }
    if WORD in printed_report():
        found["everybody"] = ["report"]
    return {name: urls for name, urls in found.items() if urls}


def report_content() -> dict:
    """What the report of the year until today is made from."""
    if not Reform.objects.exists():
        Reform.objects.bulk_create(ReformFactory.build(number=number) for number in range(1, 31))
    today = clock.today()
    period = {"period_starts_on": today - timedelta(days=365), "period_ends_on": today, "cut_off_on": today}
    return builder.collect(Report.objects.first() or ReportFactory(**period))


def printed_report() -> str:
    pages = preview.pages(builder.compose(report_content(), "en"), report_actions.figure_address, lambda *page: "")
    return "".join(page["html"] for page in pages)


# Pairs: request → project


def test_a_response_to_a_closed_request_is_as_closed_as_the_request(closed, agency, africa_office, readers):
    project = actions.open_response_project(closed, by=africa_office, lead=agency, **RESPONSE)
    assert WORD in project.title
    assert leaks(readers) == {}


def test_the_page_that_opens_it_keeps_it_closed(closed, agency, africa_office, client, readers):
    client.force_login(africa_office)
    address = f"/projects/open/?request={closed.code}"
    page = client.get(address)
    typed = page.context["form"].initial | {"lead": agency.code, "currency": "USD", **RESPONSE}
    assert typed["title"] == closed.title
    assert client.post(address, typed | {"visibility": "public"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert Project.objects.get().visibility == Visibility.RESTRICTED
    assert leaks(readers) == {}


def test_the_snapshot_of_a_report_holds_nothing_of_a_closed_request(closed, agency, africa_office):
    actions.open_response_project(closed, by=africa_office, lead=agency, **RESPONSE)
    facts = report_content()["facts"]
    assert [fact["code"] for fact in facts["requests"]] == [closed.code]
    assert WORD not in json.dumps(facts, default=str)


def test_a_response_to_an_open_request_is_for_partners(opened, agency, africa_office, readers):
    actions.open_response_project(opened, by=africa_office, lead=agency, **RESPONSE)
    assert {"visitor", "treaty", "everybody"}.isdisjoint(leaks(readers))
    assert "government" in leaks(readers)


def test_the_visibility_of_the_request_counts_as_well(opened, agency, africa_office, readers):
    AssistanceRequest.objects.update(visibility=Visibility.RESTRICTED)
    opened.refresh_from_db()
    actions.open_response_project(opened, by=africa_office, lead=agency, **RESPONSE)
    assert leaks(readers) == {}


def test_what_was_shared_more_widely_in_so_many_words_is_found(opened, agency, africa_office, readers):
    """The search above would find the word."""
    actions.open_response_project(opened, by=africa_office, lead=agency, visibility=Visibility.PUBLIC, **RESPONSE)
    found = leaks(readers)
    assert found.keys() == {*readers, "everybody"}
    for url in (
        f"/projects/?q={BESIDE}",
        "/projects/?format=csv",
        "/api/v1/projects/?page_size=100",
        f"/search/?q={BESIDE}",
    ):
        assert url in found["visitor"]


# Pairs: request → request, need → need


def test_a_copy_of_a_draft_keeps_its_sight(kenya_government, kenya_signatory, kenya, freshwater, client, readers):
    draft = AssistanceRequestFactory(country=kenya, is_open_to_partners=False, visibility="restricted", **PLANTED)
    client.force_login(kenya_government)
    act = {"stakeholders": "41 women, 48 men.", "version": "1", "act": "copy"}
    client.post(f"/requests/{draft.code}/participants/", act)
    copy = AssistanceRequest.objects.exclude(pk=draft.pk).get()
    assert (copy.title, copy.sight, copy.visibility) == (draft.title, Visibility.RESTRICTED, Visibility.RESTRICTED)
    accepted = {"state": "accepted", "decision": "admitted", "received_on": clock.today(), "decided_on": clock.today()}
    AssistanceRequest.objects.filter(pk=copy.pk).update(**accepted)
    assert leaks(readers) == {}


def test_a_copy_of_a_need_keeps_its_sight(kenya_government, kenya, freshwater, client, readers):
    need = NeedFactory(countries=[kenya], statement=f"Know the {WORD}.", visibility="restricted")
    draft = AssessmentFactory(country=kenya, needs=[need])
    client.force_login(kenya_government)
    typed = {"statement": need.statement, "rank": "1", "theme": freshwater.code, "language": "en", "currency": "USD"}
    client.post(f"/assessments/{draft.code}/needs/{need.code}/edit/", typed | {"version": "1", "act": "copy"})
    assert draft.needs.count() == 2
    type(draft).objects.update(state="adopted", endorsed_on=clock.today())
    assert leaks(readers) == {}


# Pairs: project → lesson, money, coordination, report


def test_what_hangs_on_a_closed_project_is_closed(kenya, agency, secretariat, readers):
    project = ProjectFactory(country=kenya, lead=agency, title=f"{WORD} {BESIDE}", visibility="restricted")
    project.needs.add(need := NeedFactory(countries=[kenya]))
    AssessmentFactory(country=kenya, needs=[need], adopted=True)
    actions.add_lesson(by=secretariat, project=project, kind="success", text=f"The {WORD} grew.")
    actions.record_coordination(project, by=secretariat, text=f"The {WORD} is shared out.")
    actions.add_activity(project, by=secretariat, kind="training", title=f"{WORD} course")
    actions.add_indicator(project, by=secretariat, title=f"{WORD} counted")
    today = clock.today().isoformat()
    actions.record_contribution(
        by=secretariat, project=project, donor=AgencyFactory(name=f"{WORD} donor", visibility="restricted"),
        kind="other", stage="paid", fund="other", amount=1, currency="USD", happened_on=today, purpose=WORD,
    )  # fmt: skip
    assert leaks(readers) == {}


def test_the_report_counts_no_money_of_a_closed_project(kenya, agency, secretariat):
    project = ProjectFactory(country=kenya, lead=agency, visibility=Visibility.RESTRICTED)
    today = clock.today().isoformat()
    money = {"kind": "other", "stage": "paid", "fund": "other", "amount": 1, "currency": "USD", "happened_on": today}
    actions.record_contribution(by=secretariat, project=project, donor=agency, **money)
    assert report_content()["facts"]["contributions"] == []
    actions.record_contribution(by=secretariat, donor=agency, **money)
    assert len(report_content()["facts"]["contributions"]) == 1


def test_a_lesson_of_a_closed_request_is_not_published(closed, africa_office, secretariat):
    lesson = actions.add_lesson(by=africa_office, assistance=closed, kind="success", text=WORD)
    assert lesson.visibility == Visibility.RESTRICTED
    with pytest.raises(Exception, match="cannot be published"):
        actions.publish_lesson(lesson, by=secretariat)


# Pairs: request and offer → match → letters


def test_letters_about_a_match_name_to_each_side_only_what_it_may_read(
    closed, agency, agency_member, kenya_signatory, secretariat
):
    offer = OfferFactory(provider=agency, title=f"{WORD} offer", visibility=Visibility.RESTRICTED)
    match = exchange_actions.propose_match(
        offer, by=secretariat, score=60, parts=[], reasons="It fits.", assistance=closed
    )
    exchange_actions.agree_match(match, by=kenya_signatory)
    exchange_actions.agree_match(match, by=agency_member)
    letters = {(letter.notice, letter.recipient): letter.subject + letter.body for letter in Letter.objects.all()}
    to_country = [text for (_notice, reader), text in letters.items() if reader == kenya_signatory]
    to_provider = [text for (_notice, reader), text in letters.items() if reader == agency_member]
    assert to_country
    assert to_provider
    assert not any(WORD in text or offer.code in text for text in to_country)
    assert not any(closed.code in text or closed.title in text for text in to_provider)
    assert all("a request of Kenya" in text for text in to_provider)


def test_letters_about_a_match_name_what_both_sides_may_read(
    opened, agency, agency_member, kenya_signatory, africa_office
):
    offer = OfferFactory(provider=agency, title="Sampling of rivers")
    exchange_actions.propose_match(offer, by=africa_office, score=60, parts=[], reasons="", assistance=opened)
    assert Match.objects.get().assistance == opened
    assert Letter.objects.count() == 2
    for letter in Letter.objects.all():
        assert opened.code in letter.subject
        assert offer.title in letter.body


# The rule itself


def test_the_narrowest_of_several_counts():
    assert narrowest("public", "partners") == Visibility.PARTNERS
    assert narrowest("partners", "restricted", "public") == Visibility.RESTRICTED


def test_every_relation_between_records_says_whether_text_flows_along_it():
    kinds = [model for model in apps.get_models() if issubclass(model, Record)]
    relations = {
        f"{model.__name__}.{field.name}": field.name in model.copied_from
        for model in kinds
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Record)
    }
    copied = {name for name, is_copied in relations.items() if is_copied}
    assert copied == {"Project.assistance", "Lesson.project", "Lesson.assistance"}
    assert relations.keys() - copied == NAMED_ONLY


# Teeth


@pytest.mark.parametrize("kept", ["closed", "opened"])
def test_without_the_rule_the_planted_word_is_found(kept, request, agency, africa_office, readers, monkeypatch):
    monkeypatch.setattr(Record, "sight_at_birth", property(lambda record: record.visibility))
    assistance = request.getfixturevalue(kept)
    actions.open_response_project(assistance, by=africa_office, lead=agency, **RESPONSE)
    assert {"visitor", "everybody"} <= leaks(readers).keys()


def test_a_request_whose_closedness_does_not_count_is_noticed(closed, agency, africa_office, readers, monkeypatch):
    monkeypatch.setattr(AssistanceRequest, "sight", property(lambda record: record.visibility))
    actions.open_response_project(closed, by=africa_office, lead=agency, **RESPONSE)
    assert "visitor" in leaks(readers)
