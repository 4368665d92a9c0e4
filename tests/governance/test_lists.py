"""How the lists of decisions, meetings, groups, duties and targets are narrowed, and what their pages gather."""

import csv

from core.choices import Visibility
from governance.choices import AskState, DecisionKind, Frequency, GroupKind, GroupRole
from governance.models import DecisionAsk, GroupMember, Observation
from tests.factories import (
    AgencyFactory,
    CountryFactory,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    OfferFactory,
    ProjectFactory,
    ReportingDutyFactory,
    TargetFactory,
)


def codes(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return [record.code for record in response.context["rows"]]


def ask(decision, text="Report on it", **fields):
    return DecisionAsk.objects.create(decision=decision, position=decision.asks.count() + 1, text=text, **fields)


def test_decisions_are_narrowed_by_kind_by_what_they_ask_and_of_whom(client, db):
    agency = AgencyFactory(code="lake-office")
    for code, fields in {"A": {}, "B": {"kind": DecisionKind.RESOLUTION}, "C": {}}.items():
        decision = DecisionFactory(code=code, **fields)
        decision.addressed_to.add(agency)
        ask(decision, state=AskState.NOT_STARTED if code == "C" else AskState.COMPLETED)
    DecisionFactory(code="D")
    assert codes(client, "/decisions/?kind=decision&state=completed&partner=lake-office") == ["A"]


def test_the_newest_decision_comes_first_and_one_without_date_last(client, db):
    for code, day in {"A": "2005", "B": "2011-02-24", "C": ""}.items():
        DecisionFactory(code=code, decided_on=day)
    assert codes(client, "/decisions/") == ["B", "A", "C"]
    assert codes(client, "/decisions/?ordering=-decided_on") == ["C", "A", "B"]


def test_a_decision_shows_what_it_asks_and_invents_no_progress(client, db):
    decision = DecisionFactory(code="A")
    ask(decision, "Train the inspectors")
    done = ask(decision, "Report on rivers", state=AskState.COMPLETED, evidence="Report of 2010")
    done.projects.add(ProjectFactory(title="River watch"))
    done.projects.add(ProjectFactory(title="Whispered", visibility=Visibility.RESTRICTED))
    MeetingFactory(title="Council of 2010").outputs.add(decision)
    GroupFactory(name="Team for inspectors", established_by=decision)
    page = client.get("/decisions/A/").content.decode()
    for text in ("Train the inspectors", "nothing reported", "Report of 2010", "River watch", "Council of 2010"):
        assert text in page
    assert "Team for inspectors" in page
    assert "Not started" not in page
    assert "Whispered" not in page


def test_a_country_held_a_meeting_or_took_part(client, db):
    kenya, peru = CountryFactory(iso3="KEN"), CountryFactory(iso3="PER")
    MeetingFactory(code="A", country=kenya, starts_on="2009")
    MeetingFactory(code="B", starts_on="2008").countries.add(kenya)
    MeetingFactory(code="C", country=peru)
    assert codes(client, "/meetings/?country=KEN") == ["A", "B"]


def test_a_meeting_of_one_date_is_not_said_to_last(client, db):
    group = GroupFactory(code="GRP-1")
    MeetingFactory(code="A", group=group, starts_on="2010-06-17", ends_on="2010-06-17").offers.add(
        OfferFactory(title="Courses on lakes")
    )
    page = client.get("/meetings/A/").content.decode()
    assert page.count("<time datetime=2010-06-17>") == 2
    assert "since" not in page
    assert "Courses on lakes" in page
    assert codes(client, "/meetings/?group=GRP-1") == ["A"]


def test_a_group_names_members_by_role_groups_above_and_below_and_its_days(client, db):
    agency, other = AgencyFactory(code="lake-office", name="Lake office"), AgencyFactory(name="Hill office")
    parent = GroupFactory(code="P", name="Forum on water", kind=GroupKind.FORUM)
    group = GroupFactory(code="A", parent_group=parent, dates=["2004-06-25", "2004-09-06/2004-09-08"])
    GroupMember.objects.create(group=group, agency=other, role=GroupRole.MEMBER)
    GroupMember.objects.create(group=group, agency=agency, role=GroupRole.CHAIR)
    response = client.get("/groups/A/")
    assert [role for role, _links in response.context["members"]] == ["Member", "Chair"]
    page = response.content.decode()
    for text in ("Lake office", "Hill office", "Forum on water", "<time datetime=2004-09-08>"):
        assert text in page
    assert "Task team on rivers" in client.get("/groups/P/").content.decode()
    assert codes(client, "/groups/?kind=task_team&partner=lake-office") == ["A"]


def test_a_duty_is_owed_received_or_shared(client, db):
    agency = AgencyFactory(code="lake-office")
    ReportingDutyFactory(code="A", reporter=agency)
    ReportingDutyFactory(code="B", recipient=agency)
    ReportingDutyFactory(code="C", counterpart=agency)
    ReportingDutyFactory(code="D")
    ReportingDutyFactory(code="E", reporter=agency, frequency=Frequency.ONCE)
    assert codes(client, "/duties/?frequency=annual&partner=lake-office") == ["A", "B", "C"]


def test_a_target_is_found_by_whether_its_sources_differ(client, db):
    differing = TargetFactory(code="A")
    Observation.objects.create(target=differing, value=35)
    TargetFactory(code="B")
    TargetFactory(code="C", applied_value=35)
    assert codes(client, "/targets/?differs=true") == ["A", "C"]
    assert codes(client, "/targets/?differs=false") == ["B"]


def test_a_target_keeps_both_values_and_says_which_one_counts(client, db):
    target = TargetFactory(code="A", applied_value=35)
    Observation.objects.create(target=target, value=40, note="Printed a year later")
    page = client.get("/targets/A/").content.decode()
    for text in ("<bdi>3</bdi>", "<bdi>40</bdi>", "<bdi>35</bdi>", "Printed a year later"):
        assert text in page
    (row,) = csv.DictReader(client.get("/targets/?format=csv").getvalue().decode("utf-8-sig").splitlines())
    assert (float(row["value"]), row["unit"], float(row["applied_value"])) == (3, "percent", 35)
    assert float(row["observations"].partition(":")[0]) == 40


def test_a_target_of_an_invisible_project_is_not_found_by_it(client, secretariat):
    TargetFactory(code="A", project=ProjectFactory(code="PRJ-H", visibility=Visibility.RESTRICTED))
    assert client.get("/targets/?project=PRJ-H").status_code == 400
    client.force_login(secretariat)
    assert codes(client, "/targets/?project=PRJ-H") == ["A"]
