"""South-South exchange: what partners and countries offer, and what was matched with a request or a need."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from core.text.languages import Language
from exchange.choices import LIVE_MATCH_STATES, MADE_MATCH_STATES, MatchState, Module, OfferKind, OfferState
from needs.models import AssistanceRequest, Need
from partners.models import Agency, SharedQuerySet, shared_with
from reference.models import CapacityType, Country, CrossCuttingArea, Mea, SourcedRecord, Theme

CONFIRMED_FOR = timedelta(days=365)


class OfferQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Published offers as far as they are shared; an agency also sees its own others.

        Whoever agreed to an offer may read it also when its time is over, as far as it is shared.
        """
        published = Q(state=OfferState.PUBLISHED)
        match user:
            case User(speaks_as=Role.SECRETARIAT):
                return self
            case User(speaks_as=Role.AGENCY):
                return self.filter(shared_with(user) & published | Q(provider__in=Agency.objects.of(user)))
            case User(speaks_as=Role.GOVERNMENT):
                agreed = Match.objects.made().filter(assistance__country=user.country_id)
            case User(speaks_as=Role.REGIONAL_OFFICE):
                agreed = Match.objects.made().filter(assistance__country__region=user.region_id)
            case _:
                return self.filter(shared_with(user), published)
        return self.filter(shared_with(user), published | Q(pk__in=agreed.order_by().values("offer")))

    def valid(self, today: date) -> Self:
        """Published, and its time is not over."""
        return self._published().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))

    def expired(self, today: date) -> Self:
        """Published still, although its time is over."""
        return self._published().filter(valid_until__lt=today)

    def proposable(self, today: date) -> Self:
        """Valid, and confirmed by its provider within a year."""
        return self.valid(today).filter(confirmed_on__gte=today - CONFIRMED_FOR)

    def _published(self) -> Self:
        return self.filter(state=OfferState.PUBLISHED)

    def offered(self) -> Self:
        """Real offers, without the facts about the mechanism itself."""
        return self.exclude(module="")

    def about_the_mechanism(self) -> Self:
        """Facts about the mechanism itself."""
        return self.filter(module="")

    def with_card(self, user: Reader) -> Self:
        """What a row of the list of offers shows."""
        return (
            self.select_related("provider_country")
            .with_visible(user, "provider", "further_providers")
            .prefetch_related("countries", "themes", "sources__document")
        )


@tracked
class Offer(SourcedRecord):
    """Technology, expertise, experience, opportunity, network or event that somebody offers to others."""

    module = models.CharField(_("module"), max_length=14, choices=Module, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=OfferKind)
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    points = ArrayField(models.TextField(), default=list, blank=True)
    modules = ArrayField(models.CharField(max_length=14, choices=Module), default=list, blank=True)
    provider = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="offers")
    provider_country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="offers")
    further_providers = models.ManyToManyField(Agency, blank=True, related_name="shared_offers")
    countries = models.ManyToManyField(Country, blank=True, related_name="offers_used")
    themes = models.ManyToManyField(Theme, blank=True, related_name="offers")
    areas = models.ManyToManyField(CrossCuttingArea, blank=True, related_name="offers")
    capacity_types = models.ManyToManyField(CapacityType, blank=True, related_name="offers")
    meas = models.ManyToManyField(Mea, blank=True, related_name="offers")
    languages = ArrayField(models.CharField(max_length=2, choices=Language), default=list, blank=True)
    terms = models.TextField(_("terms"), blank=True)
    status = models.CharField(_("status as stated"), max_length=40, blank=True)
    url = models.CharField(_("address"), max_length=200, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=OfferState, default=OfferState.PUBLISHED)
    opened_on = models.DateField(_("offered since"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        indexes = [models.Index(fields=["updated_at", "id"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exchange:offer_detail", args=[self.code])


class MatchQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Each side sees its own matches, the region's office and the secretariat those of their countries."""
        match user:
            case User(speaks_as=Role.SECRETARIAT):
                return self
            case User(speaks_as=Role.GOVERNMENT):
                of_need = Q(need__in=Need.objects.filter(countries=user.country_id))
                of_request = Q(assistance__country=user.country_id)
                return self.filter(of_request | of_need | Q(offer__provider_country=user.country_id))
            case User(speaks_as=Role.REGIONAL_OFFICE):
                return self.filter(Q(assistance__country__region=user.region_id) | Q(need__region=user.region_id))
            case User(speaks_as=Role.AGENCY):
                return self.filter(offer__provider__in=Agency.objects.of(user))
            case User(speaks_as=Role.MEA):
                return self.filter(assistance__in=AssistanceRequest.objects.visible_to(user))
            case _:
                return self.none()

    def awaiting_answer(self) -> Self:
        """Proposed, and at least one side has not answered."""
        return self.filter(state=MatchState.PROPOSED)

    def made(self) -> Self:
        """Both sides agreed."""
        return self.filter(state__in=MADE_MATCH_STATES)

    def live(self) -> Self:
        """Matches that answer a need or may still do so."""
        return self.filter(state__in=LIVE_MATCH_STATES)


@tracked
class Match(SourcedRecord):
    """An offer proposed for a request or a need: the score with its parts, the answers of both sides, the rating."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="matches")
    assistance = models.ForeignKey(AssistanceRequest, models.PROTECT, null=True, blank=True, related_name="matches")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="matches")
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    parts = models.JSONField(_("parts of the score"), default=list)
    reasons = models.TextField(_("reasons"), blank=True)
    state = models.CharField(_("status"), max_length=10, choices=MatchState, default=MatchState.PROPOSED)
    proposed_on = models.DateField(_("proposed"))
    answer_due_on = models.DateField(_("answer due"))
    country_agreed_on = models.DateField(_("agreed by the country"), null=True, blank=True)
    provider_agreed_on = models.DateField(_("agreed by the provider"), null=True, blank=True)
    matched_on = models.DateField(_("matched"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["-score", "pk"]
        verbose_name_plural = _("matches")
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(
                name="exchange_match_of_request_or_need",
                condition=Q(assistance__isnull=False, need__isnull=True)
                | Q(assistance__isnull=True, need__isnull=False),
            ),
            models.UniqueConstraint(name="exchange_match_once_per_request", fields=["offer", "assistance"]),
            models.UniqueConstraint(name="exchange_match_once_per_need", fields=["offer", "need"]),
            models.CheckConstraint(
                name="exchange_match_rating_one_to_five", condition=Q(rating__isnull=True) | Q(rating__range=(1, 5))
            ),
        ]
