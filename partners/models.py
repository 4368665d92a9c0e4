"""Agencies and the people who speak for them, focal points, agreements and what the parties promised in them."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.choices import Visibility
from core.database.history import tracked
from core.database.protection import refused_at_commit
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from partners.choices import (
    OPEN_COMMITMENT_STATES,
    AgencyKind,
    AgreementKind,
    AgreementState,
    CommitmentState,
    FocalPointKind,
    PersonalField,
)
from partners.role_changes import RoleChange
from reference.choices import MeaCluster
from reference.models import Country, Mea, Region, SourcedRecord

__all__ = [
    "Agency",
    "AgencyMember",
    "Agreement",
    "AgreementReview",
    "Commitment",
    "Consent",
    "FocalPoint",
    "RoleChange",
]
NOBODY = Q(pk__in=[])
# An agency's account that speaks for none.
WITHOUT_AGENCY = """
    SELECT FROM accounts_user WHERE role = 'agency' AND id = {account}
        AND NOT EXISTS (SELECT FROM partners_agencymember WHERE user_id = {account})
"""


def shared_with(user: Reader) -> Q:
    """Records shared with this reader: public ones, and those for partners with whoever speaks for one.

    Partners are governments, regional offices, agencies and the secretariat; an account without a scope is a visitor.
    """
    match getattr(user, "speaks_as", None):
        case Role.SECRETARIAT | Role.GOVERNMENT | Role.REGIONAL_OFFICE | Role.AGENCY:
            return Q(visibility__in=[Visibility.PUBLIC, Visibility.PARTNERS])
        case _:
            return Q(visibility=Visibility.PUBLIC)


class SharedQuerySet(models.QuerySet):
    """Records that ``visibility`` opens to everybody, to partners, or to none but their own side."""

    def visible_to(self, user: Reader) -> Self:
        """What is shared with the reader, and what is of their own side; the secretariat sees all."""
        if getattr(user, "speaks_as", None) == Role.SECRETARIAT:
            return self
        return self.filter(shared_with(user) | self.of_own_side(user))

    def of_own_side(self, user: Reader) -> Q:
        """What this reader sees although it is shared with nobody."""
        return NOBODY

    def with_visible(self, user: Reader, *names: str) -> Self:
        """With what these relations lead to; what the reader may not see is left out there."""
        return self.prefetch_related(*(Prefetch(name, self._related(name).objects.visible_to(user)) for name in names))

    def _related(self, name: str) -> Any:
        """The model to which this relation leads."""
        return self.model._meta.get_field(name).related_model


class AgencyQuerySet(SharedQuerySet):
    def of_own_side(self, user: Reader) -> Q:
        return Q(pk__in=Agency.objects.of(user).values("pk"))

    def of(self, user: Reader) -> Self:
        """The agency this account belongs to; none for everybody else."""
        if getattr(user, "speaks_as", None) != Role.AGENCY:
            return self.none()
        return self.filter(members__user=user)

    def with_card(self, user: Reader) -> Self:
        """What a row of the list of partners shows."""
        return self.select_related("country").with_visible(user, "parent").prefetch_related("sources__document")


@tracked
class Agency(SourcedRecord):
    """An organisation, office or network that takes part in the plan."""

    name = models.CharField(_("name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="agencies")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="agencies")
    is_global = models.BooleanField(_("works in all regions"), default=False)
    office_of_region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="offices")
    secretariat_of = models.ManyToManyField(Mea, blank=True, related_name="secretariats")
    iati_reference = models.CharField(_("IATI organisation reference"), max_length=80, blank=True)
    role_in_plan = models.TextField(_("role in the Plan"), blank=True)
    url = models.CharField(_("address"), max_length=200, blank=True)
    has_access = models.BooleanField(_("its people can sign in"), default=True, db_default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name_plural = _("agencies")
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(name="partners_agency_not_its_own_parent", condition=~Q(parent=F("pk"))),
        ]
        indexes = [models.Index(fields=["updated_at", "id"])]

    def __str__(self):
        return self.name

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("partners:agency_detail", args=[self.code])


@refused_at_commit("agency_missing", pgtrigger.Delete | pgtrigger.Update, WITHOUT_AGENCY, account="OLD.user_id")
@tracked
class AgencyMember(TimestampedModel):
    """The account of a person who works for an agency; an account belongs to one agency."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="agency_membership")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="members")

    def __str__(self):
        return f"{self.user} ({self.agency})"


refuse_without_agency = refused_at_commit(
    "agency_missing", pgtrigger.Insert | pgtrigger.UpdateOf("role"), WITHOUT_AGENCY, account="NEW.id"
)
refuse_without_agency(User)


class FocalPointQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Seen as far as the host; the person's fields only by consent (docs/design/security.md#personal-data)."""
        return super().visible_to(user).filter(host__in=Agency.objects.visible_to(user))

    def of_own_side(self, user: Reader) -> Q:
        """Posts for the own country, region or treaty, and those that the own agency hosts or works with."""
        match user:
            case User(speaks_as=Role.GOVERNMENT):
                of_country = FocalPoint.countries.through.objects.filter(country=user.country_id)
                return Q(pk__in=of_country.values("focalpoint"))
            case User(speaks_as=Role.REGIONAL_OFFICE):
                of_countries = FocalPoint.countries.through.objects.filter(country__region=user.region_id)
                return Q(region=user.region_id) | Q(pk__in=of_countries.values("focalpoint"))
            case User(speaks_as=Role.AGENCY):
                own = Agency.objects.of(user)
                return Q(host__in=own) | Q(counterpart__in=own)
            case User(speaks_as=Role.MEA):
                tagged = FocalPoint.meas.through.objects.filter(mea__in=user.meas.all())  # type: ignore[attr-defined]
                return Q(pk__in=tagged.values("focalpoint"))
            case _:
                return NOBODY

    def with_holder(self) -> Self:
        """Posts of which the portal keeps something about a person."""
        return self.exclude(**dict.fromkeys(PersonalField.values, ""))

    def with_card(self) -> Self:
        """What a row of the list of focal points shows."""
        return self.select_related("host", "region").prefetch_related("countries", "sources__document")


@tracked
class FocalPoint(SourcedRecord):
    """A post that serves as focal point, and who holds it. Personal fields are shown only by consent."""

    PERSONAL: ClassVar = tuple(PersonalField.values)

    kind = models.CharField(_("kind"), max_length=30, choices=FocalPointKind)
    post = models.CharField(_("post"), max_length=200)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    host = models.ForeignKey(Agency, models.PROTECT, related_name="hosted_focal_points")
    counterpart = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="focal_points")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="focal_points")
    is_global = models.BooleanField(default=False)
    countries = models.ManyToManyField(Country, blank=True, related_name="focal_points")
    meas = models.ManyToManyField(Mea, blank=True, related_name="focal_points")
    cluster = models.CharField(_("cluster"), max_length=20, choices=MeaCluster, blank=True)
    grade = models.CharField(_("grade"), max_length=10, blank=True)
    number_of_posts = models.PositiveSmallIntegerField(_("number of posts"), null=True, blank=True)
    is_pilot = models.BooleanField(_("pilot"), default=False)
    status = models.CharField(_("status as stated"), max_length=120, blank=True)
    url = models.CharField(_("address"), max_length=200, blank=True)
    duty_station = models.CharField(_("duty station"), max_length=80, blank=True)
    host_agreement = models.CharField(_("host agreement"), max_length=200, blank=True)
    established_on = PartialDateField(_("established"))
    filled_on = PartialDateField(_("filled since"))
    vacant_since = PartialDateField(_("vacant since"))
    ends_on = PartialDateField(_("until"))
    funded_until = PartialDateField(_("funded until"))
    person_name = models.CharField(_("name"), max_length=120, blank=True)
    person_function = models.CharField(_("function"), max_length=120, blank=True)
    office_mailbox = models.EmailField(_("office mailbox"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]

    def __str__(self):
        return self.post

    def get_absolute_url(self):
        return reverse("partners:focal_point_detail", args=[self.code])

    def agreed_names(self) -> list[str]:
        """The fields that the person who holds the post agreed to make public."""
        return list(self.consents.filter(withdrawn_at__isnull=True).values_list("field", flat=True))

    def agreed_fields(self) -> list[tuple[str, str]]:
        """What that person agreed to make public: label and value."""
        agreed = self.agreed_names()
        found = [(str(field.label), getattr(self, field)) for field in PersonalField if field in agreed]
        return [(label, value) for label, value in found if value]


@tracked
class Consent(TimestampedModel):
    """A person's agreement that one field of a focal point is public; it ends when withdrawn."""

    focal_point = models.ForeignKey(FocalPoint, models.CASCADE, related_name="consents")
    field = models.CharField(max_length=20, choices=PersonalField)
    given_at = models.DateTimeField()
    text_version = models.CharField(max_length=20)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="partners_consent_once", fields=["focal_point", "field"], condition=Q(withdrawn_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.focal_point}: {self.field}"


class AgreementQuerySet(SharedQuerySet):
    def of_own_side(self, user: Reader) -> Q:
        """Agreements to which the own agency is a party, or which name the own country or one of the region."""
        match user:
            case User(speaks_as=Role.GOVERNMENT):
                named = Agreement.countries.through.objects.filter(country=user.country_id)
            case User(speaks_as=Role.REGIONAL_OFFICE):
                named = Agreement.countries.through.objects.filter(country__region=user.region_id)
            case User(speaks_as=Role.AGENCY):
                parties = Agreement.parties.through.objects.filter(agency__in=Agency.objects.of(user))
                return Q(pk__in=parties.values("agreement"))
            case _:
                return NOBODY
        return Q(pk__in=named.values("agreement"))

    def with_card(self, user: Reader) -> Self:
        """What a row of the list of agreements shows."""
        return self.with_visible(user, "parties").prefetch_related("sources__document")


@tracked
class Agreement(SourcedRecord):
    """A memorandum or other agreement, with the cycle in which its parties review it."""

    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=30, choices=AgreementKind)
    parties = models.ManyToManyField(Agency, related_name="agreements")
    countries = models.ManyToManyField(Country, blank=True, related_name="agreements")
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    signed_on = PartialDateField(_("signed"))
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("until"))
    review_cycle = models.CharField(_("review cycle"), max_length=250, blank=True)
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), null=True, blank=True)
    provisions = ArrayField(models.TextField(), default=list, blank=True)
    state = models.CharField(_("status"), max_length=16, choices=AgreementState)
    as_of = PartialDateField(_("as of"))

    objects = AgreementQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partners:agreement_detail", args=[self.code])


class CommitmentQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Seen as far as the agreement to which they belong and the agency that promised."""
        seen = super().visible_to(user)
        return seen.filter(agreement__in=Agreement.objects.visible_to(user), agency__in=Agency.objects.visible_to(user))

    def of_own_side(self, user: Reader) -> Q:
        """What the own agency promised, or was promised under an agreement to which it is a party."""
        own = Agency.objects.of(user)
        agreements = Agreement.parties.through.objects.filter(agency__in=own).values("agreement")
        return Q(agency__in=own) | Q(agreement__in=agreements)

    def overdue(self, today: date) -> Self:
        """Not kept, although the day on which they were due has passed."""
        return self.filter(state__in=OPEN_COMMITMENT_STATES, due_on__lt=today)


@tracked
class Commitment(SourcedRecord):
    """A line of an agreement's action plan: who does what by when."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="commitments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="commitments")
    text = models.TextField(_("what"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("status"), max_length=8, choices=CommitmentState, default=CommitmentState.OPEN)
    reason = models.TextField(_("reason"), blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(
                name="partners_commitment_reason_when_changed",
                condition=~Q(state__in=[CommitmentState.CHANGED, CommitmentState.DROPPED]) | ~Q(reason=""),
            ),
        ]


@tracked
class AgreementReview(TimestampedModel):
    """One periodic review of an agreement, signed by each side."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reviews")
    period_starts_on = models.DateField(_("from"))
    period_ends_on = models.DateField(_("to"))
    pack = models.JSONField(_("review pack"), default=dict)
    signed_by = models.ManyToManyField(Agency, blank=True, related_name="signed_reviews")

    class Meta:
        ordering = ["-period_ends_on"]
        constraints = [
            models.UniqueConstraint(name="partners_review_once", fields=["agreement", "period_starts_on"]),
            models.CheckConstraint(
                name="partners_review_in_order", condition=Q(period_starts_on__lte=F("period_ends_on"))
            ),
        ]

    def __str__(self):
        return f"{self.agreement}, {self.period_ends_on}"
