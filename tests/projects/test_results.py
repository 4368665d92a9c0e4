from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.choices import Visibility
from core.errors import RuleBroken
from projects import actions
from projects.choices import ContributionStage, FundSource, LessonKind, MeasurementKind, MilestoneStage
from reference.models import ExchangeRate
from tests.factories import AssistanceRequestFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def test_the_lead_notes_activities_with_women_and_men(agency_member, agency):
    project = ProjectFactory(lead=agency)
    activity = actions.add_activity(
        project,
        by=agency_member,
        kind="training",
        title="Course",
        participants=30,
        women=14,
        men=15,
        joint_with=[agency],
    )
    assert (activity.position, activity.joint_with.get()) == (1, agency)


@pytest.mark.parametrize("counts", [{"participants": 3, "women": 2, "men": 2}, {"women": 2, "men": 2}])
def test_women_and_men_are_not_more_than_the_participants(counts, secretariat):
    with pytest.raises(ValidationError):
        actions.add_activity(ProjectFactory(), by=secretariat, kind="training", title="Course", **counts)


def test_what_is_measured_has_a_target_and_what_was_reached(secretariat):
    indicator = actions.add_indicator(ProjectFactory(), by=secretariat, title="Stations", unit="stations")
    for kind, value in ((MeasurementKind.TARGET, 12), (MeasurementKind.ACTUAL, 9)):
        actions.record_measurement(indicator, by=secretariat, kind=kind, value=Decimal(value))
    assert sorted(indicator.measurements.values_list("kind", "value")) == [("actual", 9), ("target", 12)]


def test_the_office_notes_stages_of_work_once_and_not_in_advance(africa_office, asia_office, kenya):
    stage = {"stage": MilestoneStage.TEAM_TRAINED, "reached_on": clock.today()}
    actions.record_milestone(kenya, by=africa_office, **stage)
    with pytest.raises(RuleBroken):
        actions.record_milestone(kenya, by=africa_office, **stage)
    with pytest.raises(PermissionDenied):
        actions.record_milestone(kenya, by=asia_office, **stage)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(ValidationError):
        actions.record_milestone(kenya, by=africa_office, stage=MilestoneStage.JOINT_PROJECT, reached_on=tomorrow)


def contribute(by, **values):
    stated = {"kind": "payment", "stage": ContributionStage.PAID, "fund": FundSource.EARMARKED, "currency": "EUR"}
    return actions.record_contribution(by=by, **stated | values)


@pytest.mark.parametrize(
    ("values", "cents"),
    [
        ({"amount": Decimal("1000.00"), "happened_on": "2010-03-17"}, 125_000),
        ({"amount": Decimal("1000.00"), "happened_on": "2010-03"}, 125_000),
        ({"amount": Decimal("1000.00"), "happened_on": "2010-04-01"}, None),  # no rate of that month
        ({"amount": Decimal("1000.00"), "happened_on": "2010"}, None),  # no month, no rate
        ({"amount": None, "happened_on": "2010-03-17"}, None),
        ({"amount": Decimal("12.34"), "currency": "USD", "happened_on": "2010"}, 1_234),
    ],
)
def test_money_is_counted_in_dollars_at_the_rate_of_its_month(values, cents, secretariat):
    ExchangeRate.objects.create(currency="EUR", month=date(2010, 3, 1), rate=Decimal("0.8"), source="Test")
    assert contribute(secretariat, **values).usd_cents == cents


def test_money_outside_of_projects_is_the_secretariats_to_record(agency_member, agency, africa_office):
    assert contribute(agency_member, project=ProjectFactory(lead=agency), amount=None).project
    for user in (agency_member, africa_office):
        with pytest.raises(PermissionDenied):
            contribute(user, amount=None)
        with pytest.raises(PermissionDenied):
            actions.record_fund_expenditure(
                by=user, fund=FundSource.ENVIRONMENT_FUND, spent_on=clock.today(), usd_cents=1
            )


def test_a_negative_amount_is_refused(secretariat):
    with pytest.raises(ValidationError):
        contribute(secretariat, amount=Decimal(-1))
    with pytest.raises(ValidationError):
        actions.record_fund_expenditure(
            by=secretariat, fund=FundSource.ENVIRONMENT_FUND, spent_on=clock.today(), usd_cents=-1
        )


def test_a_lesson_is_read_by_all_once_an_office_publishes_it(agency_member, agency, africa_office):
    lesson = actions.add_lesson(
        by=agency_member, project=ProjectFactory(lead=agency), kind=LessonKind.LESSON, text="Train the operators first."
    )
    assert (lesson.visibility, lesson.published_on) == (Visibility.PARTNERS, None)
    with pytest.raises(PermissionDenied):
        actions.publish_lesson(lesson, by=agency_member)
    actions.publish_lesson(lesson, by=africa_office)
    lesson.refresh_from_db()
    assert (lesson.visibility, lesson.published_on) == (Visibility.PUBLIC, clock.today())
    with pytest.raises(RuleBroken):
        actions.publish_lesson(lesson, by=africa_office)


@pytest.mark.parametrize(("person", "may"), [("kenya_government", True), ("peru_government", False)])
def test_the_country_writes_the_lesson_of_its_request(person, may, request):
    assistance, user = AssistanceRequestFactory(closed=True), request.getfixturevalue(person)
    if may:
        assert actions.add_lesson(by=user, assistance=assistance, kind=LessonKind.SUCCESS, text="It works.").code
    else:
        with pytest.raises(PermissionDenied):
            actions.add_lesson(by=user, assistance=assistance, kind=LessonKind.SUCCESS, text="It works.")


def test_a_lesson_belongs_to_a_project_or_a_request(secretariat):
    with pytest.raises(RuleBroken):
        actions.add_lesson(by=secretariat, kind=LessonKind.SUCCESS, text="It works.")
