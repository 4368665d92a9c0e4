"""Who funds what."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Reader
from core.database.history import tracked
from core.text.partial_dates import PartialDateField
from partners.models import Agency, SharedQuerySet
from projects.choices import ContributionStage, FundSource
from projects.models.projects import Project
from reference.models import SourcedRecord


class ContributionQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Seen as far as the project they go to."""
        seen = super().visible_to(user)
        return seen.filter(Q(project__isnull=True) | Q(project__in=Project.objects.visible_to(user)))

    def of_own_side(self, user: Reader) -> Q:
        """What the own agency gave or received."""
        own = Agency.objects.of(user)
        return Q(donor__in=own) | Q(recipient__in=own)


@tracked
class Contribution(SourcedRecord):
    """Money pledged, paid or applied to the plan. Amounts that a document does not state stay unknown."""

    donor = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="contributions_given")
    recipient = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="contributions_received")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="contributions")
    kind = models.CharField(_("kind as stated"), max_length=24)
    stage = models.CharField(_("stage"), max_length=8, choices=ContributionStage, blank=True)
    fund = models.CharField(_("source of funds"), max_length=16, choices=FundSource, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    usd_cents = models.BigIntegerField(_("United States cents at the rate of the day"), null=True, blank=True)
    happened_on = PartialDateField(_("date"))
    period_starts_on = PartialDateField(_("from"))
    period_ends_on = PartialDateField(_("to"))
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=2, null=True, blank=True)
    percent_of = models.CharField(_("per cent of what"), max_length=200, blank=True)
    status = models.CharField(_("status as stated"), max_length=40, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(
                name="projects_contribution_amount_with_currency",
                condition=Q(amount__isnull=True) | (Q(amount__gte=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="projects_contribution_cents_not_negative",
                condition=Q(usd_cents__isnull=True) | Q(usd_cents__gte=0),
            ),
        ]


@tracked
class FundExpenditure(SourcedRecord):
    """What a fund spent in all: the denominator of its share applied to the plan (metric M23)."""

    fund = models.CharField(_("fund"), max_length=16, choices=FundSource)
    spent_on = models.DateField(_("date"))
    usd_cents = models.BigIntegerField(_("United States cents"))

    class Meta(SourcedRecord.Meta):
        ordering = ["spent_on", "code"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(name="projects_expenditure_not_negative", condition=Q(usd_cents__gte=0)),
        ]
