"""What projects do and reach: activities, milestones of countries, indicators with measurements, lessons."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.choices import Comparator, Visibility
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from needs.models import AssistanceRequest
from partners.models import Agency
from projects.choices import ActivityKind, LessonKind, MeasurementKind, MilestoneStage
from projects.models.projects import Project
from reference.models import Country, SourcedRecord, Theme


@tracked
class Activity(TimestampedModel):
    """A phase or an activity of a project; trainings count their participants."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=14, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=250)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="activities")
    joint_with = models.ManyToManyField(Agency, blank=True, related_name="joint_activities")
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("until"))
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                name="projects_activity_women_and_men_within_participants",
                condition=Q(participants__isnull=True)
                | Q(women__isnull=True)
                | Q(men__isnull=True)
                | Q(participants__gte=F("women") + F("men")),
            ),
        ]

    def __str__(self):
        return self.title


@tracked
class CountryMilestone(TimestampedModel):
    """A stage of work that a country reached on a day (metric M15)."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="milestones")
    stage = models.CharField(_("stage"), max_length=24, choices=MilestoneStage)
    reached_on = models.DateField(_("reached"))
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="milestones")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["reached_on", "country"]
        constraints = [
            models.UniqueConstraint(name="projects_milestone_once", fields=["country", "stage", "reached_on"])
        ]

    def __str__(self):
        return f"{self.country_id} {self.stage}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Reader) -> Self:
        """Results are seen by whoever sees their project."""
        return self.filter(project__in=Project.objects.visible_to(user))


@tracked
class Indicator(TimestampedModel):
    """Something a project measures."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    title = models.CharField(_("title"), max_length=250)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.CharField(_("baseline"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


@tracked
class Measurement(TimestampedModel):
    """A target or what was reached, for a period, with women and men where people are counted."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    kind = models.CharField(_("kind"), max_length=6, choices=MeasurementKind)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    comparator = models.CharField(_("comparator"), max_length=10, choices=Comparator, blank=True)
    period_starts_on = PartialDateField(_("from"))
    period_ends_on = PartialDateField(_("to"))
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)

    class Meta:
        ordering = ["indicator", "period_starts_on", "pk"]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def visible_to(self, user: Reader) -> Self:
        """Published ones follow their project; before that, for the secretariat and for the project's own side.

        Those of a request are its office's.
        """
        published = Q(visibility=Visibility.PUBLIC, project__in=Project.objects.visible_to(user))
        match user:
            case User(speaks_as=Role.SECRETARIAT):
                return self
            case User(speaks_as=Role.REGIONAL_OFFICE):
                of_request = Q(assistance__in=AssistanceRequest.objects.visible_to(user))
                own = Project.countries.through.objects.filter(country__region=user.region_id)  # type: ignore[attr-defined]
                return self.filter(published | of_request | Q(project__in=own.values("project")))
            case User(speaks_as=Role.AGENCY):
                own = Project.partners.through.objects.filter(agency__in=Agency.objects.of(user))  # type: ignore[attr-defined]
            case _:
                return self.filter(published)
        return self.filter(published | Q(project__in=own.values("project")))


@tracked
class Lesson(SourcedRecord):
    """A success story, shortcoming, lesson or good practice, tied to the project it comes from."""

    copied_from = ("project", "assistance")

    kind = models.CharField(_("kind"), max_length=14, choices=LessonKind)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="lessons")
    assistance = models.ForeignKey(AssistanceRequest, models.PROTECT, null=True, blank=True, related_name="lessons")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="lessons")
    text = models.TextField(_("text"))
    published_on = models.DateField(_("published"), null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(
                name="projects_lesson_of_project_or_request",
                condition=Q(project__isnull=False) | Q(assistance__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text
