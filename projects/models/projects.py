"""Projects and programmes, their countries and their partners."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.choices import Origin
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from exchange.models import Offer
from needs.choices import Arrangement
from needs.models import AssistanceRequest, Need
from partners.models import Agency, Agreement, SharedQuerySet, shared_with
from projects.choices import BEGUN_STATES, LIVE_STATES, BudgetKind, CountryRole, PartnerRole, ProjectState
from reference.choices import MeaCluster
from reference.models import (
    CapacityType,
    Country,
    CountryGroup,
    CrossCuttingArea,
    Mea,
    Region,
    SourcedRecord,
    Subprogramme,
    Theme,
)


class ProjectQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Projects as far as they are shared; those of the own country, region, agency or treaty also beyond that."""
        published = shared_with(user)
        match user:
            case User(role=Role.SECRETARIAT):
                return self
            case User(role=Role.GOVERNMENT):
                own = ProjectCountry.objects.filter(country=user.country_id)
                return self.filter(published | Q(pk__in=own.values("project")))
            case User(role=Role.REGIONAL_OFFICE):
                own = ProjectCountry.objects.filter(country__region=user.region_id)
                return self.filter(published | Q(pk__in=own.values("project")))
            case User(role=Role.AGENCY):
                with_own = Partnership.objects.filter(agency__in=Agency.objects.of(user))
                return self.filter(published | Q(pk__in=with_own.values("project")))
            case User(role=Role.MEA):
                tagged = Project.meas.through.objects.filter(mea__in=user.meas.all())  # type: ignore[attr-defined]
                return self.filter(published | Q(pk__in=tagged.values("project")))
            case _:
                return self.filter(published)

    def live(self) -> Self:
        """Approved or running: what counts as an answer to a need."""
        return self.filter(state__in=LIVE_STATES)

    def begun(self) -> Self:
        """Approved and whatever came of it, unless it was cancelled."""
        return self.filter(state__in=BEGUN_STATES)

    def past_end(self, today: date) -> Self:
        """Live although the planned end is over, so delivery is to be reported; documents of the past expect none."""
        # A partial end covers all that begins with it: 2009 lasts until its last day.
        planned = self.live().exclude(ends_on="").exclude(origin=Origin.SEED)
        return planned.alias(last_day=Concat(F("ends_on"), Value("9"))).filter(last_day__lt=today.isoformat())

    def with_card(self, user: Reader) -> Self:
        """What a row of the list of projects shows."""
        return self.with_visible(user, "partnerships").prefetch_related(
            "themes", "regions", "project_countries__country", "partnerships__agency", "sources__document"
        )


@tracked
class Project(SourcedRecord):
    """A project, programme or activity of the plan; money and results hang on it."""

    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    cooperation = ArrayField(
        models.CharField(max_length=14, choices=Arrangement), default=list, verbose_name=_("kind of cooperation")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects")
    areas = models.ManyToManyField(CrossCuttingArea, blank=True, related_name="projects")
    capacity_types = models.ManyToManyField(CapacityType, blank=True, related_name="projects")
    meas = models.ManyToManyField(Mea, blank=True, related_name="projects")
    mea_clusters = ArrayField(models.CharField(max_length=20, choices=MeaCluster), default=list, blank=True)
    subprogramme = models.ForeignKey(Subprogramme, models.PROTECT, null=True, blank=True, related_name="projects")
    countries = models.ManyToManyField(Country, through="ProjectCountry", related_name="projects")
    countries_count = models.PositiveSmallIntegerField(_("countries, where only their number is stated"), null=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="projects")
    is_global = models.BooleanField(_("in all regions"), default=False)
    groups = models.ManyToManyField(CountryGroup, blank=True, related_name="projects")
    partners = models.ManyToManyField(Agency, through="Partnership", related_name="projects")
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("until"))
    state = models.CharField(_("status"), max_length=10, choices=ProjectState, default=ProjectState.PIPELINE)
    state_reason = models.TextField(_("reason"), blank=True)
    as_of = PartialDateField(_("as of"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    needs = models.ManyToManyField(Need, blank=True, related_name="projects")
    assistance = models.ForeignKey(AssistanceRequest, models.PROTECT, null=True, blank=True, related_name="projects")
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="projects")
    offers = models.ManyToManyField(Offer, blank=True, related_name="projects")
    outputs = ArrayField(models.TextField(), default=list, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=16, decimal_places=2, null=True, blank=True)
    expenditure = models.DecimalField(_("expenditure"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    budget_kind = models.CharField(_("kind of budget"), max_length=12, choices=BudgetKind, blank=True)
    budget_funder = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    example_set = models.CharField(_("list of examples"), max_length=20, blank=True)
    example_number = models.CharField(_("place in that list"), max_length=4, blank=True)
    url = models.CharField(_("address"), max_length=200, blank=True)
    coordination_record = models.TextField(_("how the providers coordinate"), blank=True)
    iati_identifier = models.CharField(_("IATI identifier"), max_length=120, null=True, blank=True, unique=True)

    objects = ProjectQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["updated_at", "id"]),
            models.Index(fields=["title", "id"]),
            GinIndex(fields=["cooperation"], name="projects_project_cooperation"),
        ]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(name="projects_project_not_its_own_parent", condition=~Q(parent=F("pk"))),
            models.CheckConstraint(
                name="projects_project_budget_with_currency",
                condition=(Q(budget__isnull=True) & Q(expenditure__isnull=True)) | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="projects_project_money_not_negative",
                condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                & (Q(expenditure__isnull=True) | Q(expenditure__gte=0)),
            ),
            models.CheckConstraint(
                name="projects_project_cancelled_with_reason",
                condition=~Q(state=ProjectState.CANCELLED) | ~Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="projects_project_period_in_order",
                # A partial end covers all that begins with it: 2009-10 may end in 2009.
                condition=Q(starts_on="") | Q(ends_on="") | Q(starts_on__lte=Concat(F("ends_on"), Value("9"))),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:project_detail", args=[self.code])


@tracked
class ProjectCountry(TimestampedModel):
    """A country in a project; shares of one role add to 100 per cent where they are stated."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="project_countries")
    country = models.ForeignKey(Country, models.PROTECT, related_name="project_countries")
    role = models.CharField(_("role"), max_length=12, choices=CountryRole)
    share = models.DecimalField(_("share in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="projects_country_once_per_role", fields=["project", "country", "role"]),
            models.CheckConstraint(
                name="projects_country_share_percent", condition=Q(share__isnull=True) | Q(share__range=(0, 100))
            ),
        ]

    def __str__(self):
        return f"{self.country_id} ({self.role})"


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, user: Reader) -> Self:
        """Partners whom the reader may know as agencies; the project's own sight comes before."""
        return self.filter(agency__in=Agency.objects.visible_to(user))


@tracked
class Partnership(TimestampedModel):
    """An agency in a project, in one role."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partnerships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="partnerships")
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="projects_partnership_once", fields=["project", "agency", "role"]),
        ]

    def __str__(self):
        return f"{self.agency} ({self.role})"
