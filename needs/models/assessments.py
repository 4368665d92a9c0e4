"""Needs assessments: versions that a government adopts, and statements of need on record from documents."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from needs.choices import AssessmentKind, AssessmentState, NeedScope
from needs.models.needs import Need
from needs.models.scope import ScopedModel
from partners.models import shared_with
from reference.models import Country, SourcedRecord

STALE_AFTER_YEARS = 3
PUBLISHED_STATES = (AssessmentState.ADOPTED, AssessmentState.SUPERSEDED)


class NeedsAssessmentQuerySet(models.QuerySet["NeedsAssessment"]):
    def visible_to(self, user: Reader) -> Self:
        """Published ones as far as shared, the country's own, and for its office those handed over or begun there."""
        published = Q(shared_with(user), state__in=PUBLISHED_STATES)
        match user:
            case User(role=Role.SECRETARIAT):
                return self
            case User(role=Role.GOVERNMENT):
                return self.filter(published | Q(country=user.country_id))
            case User(role=Role.REGIONAL_OFFICE):
                handed_over = ~Q(state__in=[AssessmentState.DRAFT, AssessmentState.CONSULTATION])
                begun_there = Q(created_by__role=Role.REGIONAL_OFFICE, created_by__region=user.region_id)
                return self.filter(published | Q(country__region=user.region_id) & (handed_over | begun_there))
            case _:
                return self.filter(published)

    def awaiting_signature(self) -> Self:
        """Handed over by those who wrote them; the country's signatory adopts or returns them."""
        return self.filter(state=AssessmentState.SUBMITTED)

    def stale(self, today: date) -> Self:
        """In force, but endorsed so long ago that what the country needs may have changed."""
        endorsed_before = today.replace(year=today.year - STALE_AFTER_YEARS, day=min(today.day, 28))
        return self.filter(state=AssessmentState.ADOPTED, endorsed_on__lt=endorsed_before)

    def endorsed(self) -> Self:
        """Those a government has endorsed: what metric M11 counts."""
        return self.filter(state__in=PUBLISHED_STATES, endorsed_on__isnull=False)

    def with_card(self) -> Self:
        """What a row of the list of assessments shows."""
        return self.select_related("country", "region").prefetch_related("groups", "sources__document")


@tracked
class NeedsAssessment(SourcedRecord, ScopedModel):
    """One version of a needs assessment (2005 report, paragraphs 29 to 36). Adopted ones never change."""

    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="assessments")
    number = models.PositiveSmallIntegerField(_("number of the version"), default=1)
    kind = models.CharField(_("kind"), max_length=14, choices=AssessmentKind)
    title = models.CharField(_("title"), max_length=250)
    state = models.CharField(_("status"), max_length=12, choices=AssessmentState, default=AssessmentState.DRAFT)
    endorsed_on = models.DateField(_("adopted by the Government"), null=True, blank=True)
    as_of = PartialDateField(_("as of"))
    built_upon = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    consulted = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    summary = models.TextField(_("public summary"), blank=True)
    restricted_text = models.TextField(_("restricted text"), blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    needs = models.ManyToManyField(Need, through="AssessmentNeed", related_name="assessments")

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            *ScopedModel.Meta.constraints,
            models.UniqueConstraint(
                name="needs_assessment_version_once",
                fields=["country", "number"],
                condition=Q(country__isnull=False) & ~Q(kind=AssessmentKind.STATED),
            ),
            models.CheckConstraint(
                name="needs_assessment_country_has_country",
                condition=~Q(scope=NeedScope.COUNTRY) | Q(country__isnull=False),
            ),
            models.CheckConstraint(
                name="needs_assessment_adopted_is_endorsed",
                condition=~Q(state=AssessmentState.ADOPTED)
                | Q(kind=AssessmentKind.STATED)
                | Q(endorsed_on__isnull=False),
            ),
            models.CheckConstraint(name="needs_assessment_not_its_own_past", condition=~Q(supersedes=F("pk"))),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:assessment_detail", args=[self.code])

    @property
    def is_stated(self) -> bool:
        """Whether a document states it; such a one was not adopted through the portal."""
        return self.kind == AssessmentKind.STATED


@tracked
class AssessmentNeed(TimestampedModel):
    """A need in one version of an assessment, with the rank it has there (1 is first)."""

    assessment = models.ForeignKey(NeedsAssessment, models.PROTECT, related_name="entries")
    need = models.ForeignKey(Need, models.PROTECT, related_name="entries")
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(name="needs_entry_once", fields=["assessment", "need"]),
            models.CheckConstraint(name="needs_entry_rank_from_one", condition=Q(rank__isnull=True) | Q(rank__gte=1)),
        ]

    def __str__(self):
        return f"{self.need} in {self.assessment}"
