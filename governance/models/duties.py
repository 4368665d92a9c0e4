"""Who must report what to whom, and the figures that were promised or reached."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Reader
from core.choices import Comparator
from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from governance.choices import FigureKind, Frequency
from governance.models.bodies import Group
from governance.models.decisions import Decision
from partners.models import Agency, Agreement, SharedQuerySet
from projects.models import Project
from reference.models import Document, SourcedRecord


class ReportingDutyQuerySet(SharedQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Seen as far as the agency whose duty it is."""
        return super().visible_to(user).filter(reporter__in=Agency.objects.visible_to(user))

    def of_own_side(self, user: Reader) -> Q:
        """Duties of the own agency, and what is due to it."""
        own = Agency.objects.of(user)
        return Q(reporter__in=own) | Q(recipient__in=own) | Q(counterpart__in=own)

    def with_card(self, user: Reader) -> Self:
        """What a row of the list of duties shows."""
        return (
            self.select_related("reporter")
            .with_visible(user, "recipient", "recipient_group")
            .prefetch_related("sources__document")
        )


@tracked
class ReportingDuty(SourcedRecord):
    """A duty to report, review or monitor."""

    title = models.CharField(_("title"), max_length=200)
    reporter = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    recipient = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="duties_received")
    recipient_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="duties_received")
    counterpart = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="duties_shared")
    recipient_note = models.CharField(_("note on the recipient"), max_length=250, blank=True)
    frequency = models.CharField(_("how often"), max_length=12, choices=Frequency)
    due_on = PartialDateField(_("due"))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="duties")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="duties")
    content = ArrayField(models.TextField(), default=list, blank=True)

    objects = ReportingDutyQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]
        verbose_name_plural = _("reporting duties")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("governance:duty_detail", args=[self.code])


class TargetQuerySet(SharedQuerySet):
    def with_card(self) -> Self:
        """What a row of the list of targets shows."""
        return self.prefetch_related("observations", "sources__document")


@tracked
class Target(SourcedRecord):
    """A quantified target, or a result, as a document states it.

    ``applied_value`` is the figure with which the portal counts where that is settled apart from the printed one.
    """

    metric = models.TextField(_("what is counted"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=60)
    comparator = models.CharField(_("comparator"), max_length=10, choices=Comparator, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=FigureKind)
    period_starts_on = PartialDateField(_("from"))
    period_ends_on = PartialDateField(_("to"))
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="figures")
    applied_value = models.DecimalField(_("value applied"), max_digits=20, decimal_places=4, null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]

    def __str__(self):
        return self.metric

    def get_absolute_url(self):
        return reverse("governance:target_detail", args=[self.code])


@tracked
class Observation(TimestampedModel):
    """A further value of a target: a later reading, or what another place of the sources prints."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="observations")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    observed_on = PartialDateField(_("date"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["target", "observed_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="governance_observation_once", fields=["target", "document", "paragraph"]),
        ]

    def __str__(self):
        return f"{self.target}: {self.value}"
