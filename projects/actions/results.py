"""What a project does and reaches."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import add, check_fields, create, hold, require
from core.errors import RuleBroken
from projects import policies
from projects.actions.lives import PROJECTS
from projects.choices import MilestoneVerb
from projects.models import Activity, CountryMilestone, Indicator, Measurement, Project
from reference.models import Country

ACTIVITY_SET_WHEN_ADDED = (
    "kind", "title", "country", "starts_on", "ends_on", "participants", "women", "men", "joint_with",
)  # fmt: skip
MEASUREMENT_SET_WHEN_RECORDED = (
    "kind", "value", "comparator", "period_starts_on", "period_ends_on", "women", "men",
)  # fmt: skip


@transaction.atomic
def add_activity(project: Project, *, by: User, **values: Any) -> Activity:
    """A training, a workshop or another activity; participants stay empty where nobody counted them."""
    project = PROJECTS.take(project, "add_activity", by=by)
    activity = Activity(project=project, position=project.activities.count() + 1)
    add(activity, by=by, values=values, allowed=ACTIVITY_SET_WHEN_ADDED, check=_check_activity)
    PROJECTS.note(project, "add_activity", by=by, data={"activity": activity.title})
    return activity


@transaction.atomic
def add_indicator(project: Project, *, by: User, title: str, unit: str = "", baseline: str = "") -> Indicator:
    """Something that the project will measure."""
    project = PROJECTS.take(project, "add_indicator", by=by)
    position = project.indicators.count() + 1
    indicator = Indicator(project=project, title=title, unit=unit, baseline=baseline, position=position)
    add(indicator, by=by)
    PROJECTS.note(project, "add_indicator", by=by, data={"indicator": title})
    return indicator


@transaction.atomic
def record_measurement(indicator: Indicator, *, by: User, **values: Any) -> Measurement:
    """A target, or what was reached in a period."""
    project = PROJECTS.take(indicator.project, "measure", by=by)
    measurement = Measurement(indicator=indicator)
    add(measurement, by=by, values=values, allowed=MEASUREMENT_SET_WHEN_RECORDED)
    data = {"indicator": indicator.title, "kind": measurement.kind, "value": str(measurement.value)}
    PROJECTS.note(project, "measure", by=by, data=data)
    return measurement


@transaction.atomic
def record_milestone(
    country: Country,
    *,
    by: User,
    stage: str,
    reached_on: date,
    project: Project | None = None,
    is_demo: bool = False,
) -> CountryMilestone:
    """A country has reached a stage of work on a day (metric M15)."""
    country = hold(country, by=by)
    require(policies.can_record_milestone(by, country))
    if reached_on > clock.today():
        raise ValidationError({"reached_on": _("The date is in the future. Enter today’s date or an earlier one.")})
    if CountryMilestone.objects.filter(country=country, stage=stage, reached_on=reached_on).exists():
        raise RuleBroken(_("This stage has already been recorded for the country on that day."))
    milestone = CountryMilestone(country=country, stage=stage, reached_on=reached_on, project=project, is_demo=is_demo)
    return create(milestone, MilestoneVerb.REACHED, by=by, data={"country": country.pk, "stage": stage})


def _check_activity(activity: Activity) -> None:
    check_fields(activity)
    counted = (activity.women or 0) + (activity.men or 0)
    if counted and (activity.participants is None or counted > activity.participants):
        raise ValidationError({"participants": _("Enter at least as many participants as women and men together.")})
