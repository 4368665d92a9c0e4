"""Needs: one row for as long as the need lives, whatever version of an assessment carries it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from core.text.partial_dates import PartialDateField
from needs.choices import PUBLISHED_STATES, AssessmentState, NeedStatus
from needs.models.scope import ScopedModel, read_by_office
from partners.models import shared_with
from reference.models import CapacityType, Country, CrossCuttingArea, Mea, Sdg, SourcedRecord, Theme


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Reader) -> Self:
        """Adopted needs as far as shared; before that those of assessments that the country or its office sees."""
        adopted = shared_with(user) & Q(
            pk__in=self.model.assessments.through.objects.filter(assessment__state__in=PUBLISHED_STATES).values("need")
        )
        match user:
            case User(speaks_as=Role.SECRETARIAT):
                return self
            case User(speaks_as=Role.GOVERNMENT):
                return self.filter(adopted | Q(pk__in=_needs_of_countries([user.country_id])))
            case User(speaks_as=Role.REGIONAL_OFFICE):
                entries = self.model.assessments.through.objects.filter(read_by_office(user, "assessment__"))
                return self.filter(adopted | Q(pk__in=entries.values("need")))
            case _:
                return self.filter(adopted)

    def adopted(self) -> Self:
        """Needs of an adopted assessment in force."""
        listed = self.model.assessments.through.objects.filter(assessment__state=AssessmentState.ADOPTED)
        return self.filter(pk__in=listed.values("need"))

    def with_card(self) -> Self:
        """What a row of the list of needs shows."""
        return self.select_related("region", "theme").prefetch_related(
            "countries", "groups", "areas", "sources__document"
        )


def _needs_of_countries(iso3_codes):
    return Need.countries.through.objects.filter(country__in=iso3_codes).values("need")


@tracked
class Need(SourcedRecord, ScopedModel):
    """Something a country, a region or a group of countries needs to be able to do."""

    statement = models.TextField(_("statement"))
    countries = models.ManyToManyField(Country, blank=True, related_name="needs")
    countries_count = models.PositiveSmallIntegerField(_("countries, where only their number is stated"), null=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="needs")
    areas = models.ManyToManyField(CrossCuttingArea, blank=True, related_name="needs")
    capacity_types = models.ManyToManyField(CapacityType, blank=True, related_name="needs")
    meas = models.ManyToManyField(Mea, blank=True, related_name="needs")
    sdg_targets = models.ManyToManyField(Sdg, blank=True, related_name="needs")
    status = models.CharField(_("status"), max_length=16, choices=NeedStatus, default=NeedStatus.IDENTIFIED)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    is_met_verified = models.BooleanField(_("met, with verified evidence"), default=False)
    expected_change = models.TextField(_("expected change"), blank=True)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline"), max_length=120, blank=True)
    estimated_cost = models.DecimalField(_("estimated cost"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    as_of = PartialDateField(_("as of"))

    objects = NeedQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        indexes = [models.Index(fields=["updated_at", "id"])]
        constraints = [
            *SourcedRecord.Meta.constraints,
            *ScopedModel.Meta.constraints,
            models.CheckConstraint(
                name="needs_need_cost_with_currency",
                condition=Q(estimated_cost__isnull=True) | (Q(estimated_cost__gte=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="needs_need_met_when_dated", condition=Q(met_on__isnull=True) | Q(status=NeedStatus.MET)
            ),
        ]

    def get_absolute_url(self):
        return reverse("needs:need_detail", args=[self.code])
