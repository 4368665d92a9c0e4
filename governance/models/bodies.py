"""Groups that steer and coordinate, and the meetings they and others held."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Reader
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from exchange.models import Offer
from governance.choices import GroupKind, GroupRole, GroupStatus
from governance.models.decisions import Decision
from partners.models import Agency, SharedQuerySet
from reference.models import Country, SourcedRecord


class GroupQuerySet(SharedQuerySet):
    def with_card(self, user: Reader) -> Self:
        """What a row of the list of groups shows."""
        return self.with_visible(user, "parent_group", "parent_agency", "group_members").prefetch_related(
            "group_members__agency", "sources__document"
        )


@tracked
class Group(SourcedRecord):
    """A working group, issue management group, task team, committee or forum."""

    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=40, choices=GroupKind)
    purpose = models.TextField(_("purpose"))
    parent_group = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subgroups")
    parent_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="groups")
    established_on = PartialDateField(_("established"))
    established_by = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="groups")
    established_by_text = models.CharField(_("established by"), max_length=200, blank=True)
    proposed_on = PartialDateField(_("proposed"))
    dates = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    status = models.CharField(_("status as stated"), max_length=40, choices=GroupStatus, blank=True)
    members_count = models.PositiveSmallIntegerField(_("number of members"), null=True, blank=True)
    agencies = models.ManyToManyField(Agency, through="GroupMember", related_name="member_of_groups")

    objects = GroupQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(name="governance_group_not_its_own_parent", condition=~Q(parent_group=F("pk"))),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("governance:group_detail", args=[self.code])


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def visible_to(self, user: Reader) -> Self:
        """Members whom the reader may know as agencies."""
        return self.filter(agency__in=Agency.objects.visible_to(user))


@tracked
class GroupMember(TimestampedModel):
    """An agency in a group, in one role."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="group_members")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="group_members")
    role = models.CharField(_("role"), max_length=12, choices=GroupRole)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="governance_member_once", fields=["group", "agency", "role"])]

    def __str__(self):
        return f"{self.agency} ({self.role})"


class MeetingQuerySet(SharedQuerySet):
    def with_card(self, user: Reader) -> Self:
        """What a row of the list of meetings shows."""
        return (
            self.select_related("country")
            .with_visible(user, "body", "group", "outputs")
            .prefetch_related("sources__document")
        )


@tracked
class Meeting(SourcedRecord):
    """A session, meeting or consultation, and what came out of it."""

    title = models.CharField(_("title"), max_length=250)
    body = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="meetings")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="meetings")
    place = models.CharField(_("place"), max_length=80, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="meetings")
    countries = models.ManyToManyField(Country, blank=True, related_name="attended_meetings")
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("to"))
    purpose = models.TextField(_("purpose"), blank=True)
    outputs = models.ManyToManyField(Decision, blank=True, related_name="meetings")
    outputs_text = ArrayField(models.TextField(), default=list, blank=True)
    offers = models.ManyToManyField(Offer, blank=True, related_name="meetings")

    objects = MeetingQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["starts_on", "code"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("governance:meeting_detail", args=[self.code])
