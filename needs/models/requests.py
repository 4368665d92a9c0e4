"""Assistance requests with their screening, their messages and the days each step may take."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core import clock
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.languages import Language
from core.text.partial_dates import PartialDateField
from needs.choices import (
    Answer,
    Arrangement,
    Criterion,
    MessageKind,
    RefusalReason,
    RequestState,
    ScreeningDecision,
    Urgency,
)
from needs.models.needs import Need
from partners.models import shared_with
from reference.models import CapacityType, Country, Mea, SourcedRecord, Theme


class AssistanceRequestQuerySet(models.QuerySet["AssistanceRequest"]):
    def visible_to(self, user: Reader) -> Self:
        """The rows this reader may know exist; every page and every answer starts from here."""
        match user:
            case User(role=Role.SECRETARIAT):
                return self
            case User(role=Role.GOVERNMENT):
                return self.filter(country=user.country_id)
            case User(role=Role.REGIONAL_OFFICE):
                in_region = self.filter(country__region=user.region_id)
                return in_region.exclude(state=RequestState.DRAFT)
            case User(role=Role.AGENCY):
                return self.open_for_matching().filter(shared_with(user))
            case User(role=Role.MEA):
                accepted = [
                    RequestState.ACCEPTED,
                    RequestState.IN_RESPONSE,
                    RequestState.DELIVERED,
                    RequestState.CLOSED,
                ]
                tagged = AssistanceRequest.meas.through.objects.filter(mea__in=user.meas.all())  # type: ignore[attr-defined]
                return self.filter(state__in=accepted, pk__in=tagged.values("assistancerequest"))
            case _:
                return self.none()

    def awaiting_signature(self) -> Self:
        """Drafted, and handed to the country's signatory."""
        return self.filter(handed_over_on__isnull=False)

    def open_for_matching(self) -> Self:
        """Accepted and opened to partners by the country itself."""
        return self.filter(state=RequestState.ACCEPTED, is_open_to_partners=True)

    def counted(self) -> Self:
        """What the report may count: no tests, and of merged requests only the survivor."""
        return self.filter(is_test=False, merged_into__isnull=True).exclude(state=RequestState.DRAFT)

    def with_card(self) -> Self:
        """What a row of a list of requests shows."""
        return self.select_related("country__region", "theme", "assigned_to")


@tracked
class AssistanceRequest(SourcedRecord):
    """A government's request for help to meet a need it has identified."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="assistance_requests")
    is_regional = models.BooleanField(_("on behalf of the region"), default=False)
    needs = models.ManyToManyField(Need, blank=True, related_name="assistance_requests")
    title = models.CharField(_("title"), max_length=200)
    asked = models.TextField(_("what is requested"), blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="assistance_requests")
    further_themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    capacity_types = models.ManyToManyField(CapacityType, blank=True, related_name="assistance_requests")
    meas = models.ManyToManyField(Mea, blank=True, related_name="assistance_requests")
    wished_start = PartialDateField(_("preferred start date"))
    budget = models.DecimalField(_("estimated budget"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    own_share = models.DecimalField(_("own share in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    is_open_to_partners = models.BooleanField(_("open to partners once admitted"), default=True)
    stakeholders = models.TextField(_("who took part, women and men"), blank=True)
    state = models.CharField(_("status"), max_length=12, choices=RequestState, default=RequestState.DRAFT)
    state_since = models.DateField(_("in this status since"))
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    handed_over_on = models.DateField(_("waiting for the signatory since"), null=True, blank=True)
    received_on = models.DateField(_("received"), null=True, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=12, choices=ScreeningDecision, blank=True)
    refusal_reason = models.CharField(_("why not admitted"), max_length=16, choices=RefusalReason, blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    decision_reasons = models.TextField(_("reasons"), blank=True)
    first_response_on = models.DateField(_("first response"), null=True, blank=True)
    completed_on = models.DateField(_("completed"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    arrangement = models.CharField(_("arrangement"), max_length=14, choices=Arrangement, blank=True)
    is_result_verified = models.BooleanField(_("result verified"), default=False)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    rating_comment = models.TextField(_("comment on the rating"), blank=True)
    entered_exchange_on = models.DateField(_("open to partners since"), null=True, blank=True)
    is_test = models.BooleanField(_("test record"), default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_requests")
    merged_on = models.DateField(_("merged"), null=True, blank=True)
    is_merged_after_clearing_house = models.BooleanField(_("found as a duplicate by the clearing house"), default=False)

    objects = AssistanceRequestQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["updated_at", "id"]), models.Index(fields=["state", "state_since"])]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(
                name="needs_request_received_unless_draft",
                condition=Q(state__in=[RequestState.DRAFT, RequestState.WITHDRAWN]) | Q(received_on__isnull=False),
            ),
            models.CheckConstraint(
                name="needs_request_dates_in_order",
                condition=(
                    (Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on")))
                    & (Q(first_response_on__isnull=True) | Q(first_response_on__gte=F("decided_on")))
                    & (Q(completed_on__isnull=True) | Q(completed_on__gte=F("first_response_on")))
                    & (
                        Q(withdrawn_on__isnull=True)
                        | Q(received_on__isnull=True)
                        | Q(withdrawn_on__gte=F("received_on"))
                    )
                ),
            ),
            models.CheckConstraint(
                name="needs_request_decision_dated",
                condition=Q(decision="", decided_on__isnull=True) | (~Q(decision="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="needs_request_refusal_has_reason",
                condition=Q(decision=ScreeningDecision.NOT_ADMITTED, refusal_reason__gt="")
                | (~Q(decision=ScreeningDecision.NOT_ADMITTED) & Q(refusal_reason="")),
            ),
            models.CheckConstraint(
                name="needs_request_response_only_if_admitted",
                condition=Q(first_response_on__isnull=True) | Q(decision=ScreeningDecision.ADMITTED),
            ),
            models.CheckConstraint(
                name="needs_request_budget_with_currency",
                condition=Q(budget__isnull=True) | (Q(budget__gte=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="needs_request_own_share_percent",
                condition=Q(own_share__isnull=True) | Q(own_share__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="needs_request_rating_one_to_five", condition=Q(rating__isnull=True) | Q(rating__range=(1, 5))
            ),
            models.CheckConstraint(name="needs_request_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:request_detail", args=[self.code])


@tracked
class Screening(TimestampedModel):
    """The answer to one criterion, with the evidence and the reason for it."""

    assistance = models.ForeignKey(AssistanceRequest, models.CASCADE, related_name="screenings")
    criterion = models.PositiveSmallIntegerField(_("criterion"), choices=Criterion)
    answer = models.CharField(_("answer"), max_length=14, choices=Answer)
    evidence = models.TextField(_("evidence"), blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["criterion"]
        constraints = [
            models.UniqueConstraint(name="needs_screening_once", fields=["assistance", "criterion"]),
            models.CheckConstraint(name="needs_screening_eight", condition=Q(criterion__range=(1, 8))),
        ]

    def __str__(self):
        return f"{self.assistance_id}: {self.criterion}"


@tracked
class Message(models.Model):
    """One message of a request's thread; in the language in which it was written."""

    assistance = models.ForeignKey(AssistanceRequest, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind)
    text = models.TextField(_("text"))
    language = models.CharField(max_length=2, choices=Language)
    sent_at = models.DateTimeField(_("sent"), default=clock.now, editable=False)

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self):
        return f"{self.assistance_id}: {self.kind}"


@tracked
class ServiceLimit(TimestampedModel):
    """Working days of the regional office that a request may stay in a state; configurable."""

    state = models.CharField(max_length=12, choices=RequestState, unique=True)
    working_days = models.PositiveSmallIntegerField(_("working days"))

    def __str__(self):
        return f"{self.state}: {self.working_days}"
