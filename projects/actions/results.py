"""What a project does and reaches."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.edits import assign, check
from core.errors import RuleBroken
from projects import policies
from projects.actions.projects import lock
from projects.models import Activity, CountryMilestone, Indicator, Measurement

ACTIVITY_WRITTEN = ("kind", "title", "country", "starts_on", "ends_on", "participants", "women", "men")
MEASUREMENT_WRITTEN = ("kind", "value", "comparator", "period_starts_on", "period_ends_on", "women", "men")


@transaction.atomic
def add_activity(project, *, by, joint_with=(), **values):
    """A training, a workshop or another activity; participants stay empty where nobody counted them."""
    project = lock(project, by=by)
    activity = Activity(project=project, position=project.activities.count() + 1, created_by=by, updated_by=by)
    assign(activity, values, allowed=ACTIVITY_WRITTEN)
    check(activity)
    counted = (activity.women or 0) + (activity.men or 0)
    if counted and (activity.participants is None or counted > activity.participants):
        raise ValidationError({"participants": _("Women and men together are not more than all participants.")})
    activity.save()
    activity.joint_with.set(joint_with)
    audit.record("project.activity_added", project, by=by, reason=activity.title)
    return activity


@transaction.atomic
def add_indicator(project, *, by, title, unit="", baseline=""):
    """Something that the project will measure."""
    project = lock(project, by=by)
    indicator = Indicator(
        project=project,
        title=title,
        unit=unit,
        baseline=baseline,
        position=project.indicators.count() + 1,
        created_by=by,
        updated_by=by,
    )
    check(indicator)
    indicator.save()
    audit.record("project.indicator_added", project, by=by, reason=title)
    return indicator


@transaction.atomic
def record_measurement(indicator, *, by, **values):
    """A target, or what was reached in a period."""
    project = lock(indicator.project, by=by)
    measurement = Measurement(indicator=indicator, created_by=by, updated_by=by)
    assign(measurement, values, allowed=MEASUREMENT_WRITTEN)
    check(measurement)
    measurement.save()
    audit.record("project.measured", project, by=by, reason=f"{indicator.title}: {measurement.value}")
    return measurement


@transaction.atomic
def record_milestone(country, *, by, stage, reached_on, project=None, is_demo=False):
    """A country has reached a stage of work on a day (metric M15)."""
    if not policies.can_record_milestone(by, country):
        raise PermissionDenied
    if reached_on > clock.today():
        raise ValidationError({"reached_on": _("The day lies in the future.")})
    milestone = CountryMilestone(
        country=country,
        stage=stage,
        reached_on=reached_on,
        project=project,
        is_demo=is_demo,
        created_by=by,
        updated_by=by,
    )
    check(milestone)
    if CountryMilestone.objects.filter(country=country, stage=stage, reached_on=reached_on).exists():
        raise RuleBroken(_("This is already on record."))
    milestone.save()
    audit.record("country.milestone_reached", milestone, by=by, reason=f"{country.pk} {stage}")
    return milestone
