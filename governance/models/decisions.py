"""Sessions of the Council, its decisions and others' that bear on the plan, and what each paragraph asks."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.database.history import tracked
from core.models import TimestampedModel
from core.text.partial_dates import PartialDateField
from governance.choices import AskState, DecisionKind, Gender
from partners.models import Agency, SharedQuerySet
from projects.models import Project
from reference.models import Country, Document, SourcedRecord


@tracked
class Session(SourcedRecord):
    """A session of the Council or of another body; ``code`` is its part of a symbol, for example GC.26."""

    organ = models.CharField(_("organ"), max_length=300)
    forum = models.CharField(_("forum"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=120)
    body = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="sessions")
    group = models.ForeignKey("Group", models.PROTECT, null=True, blank=True, related_name="sessions")
    documents = models.ManyToManyField(Document, blank=True, related_name="sessions")
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("to"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="sessions")
    agenda_item = models.CharField(_("agenda item of the report"), max_length=20, blank=True)
    agenda_heading = models.CharField(_("agenda heading of the report"), max_length=200, blank=True)
    agenda_symbol = models.CharField(_("symbol of the provisional agenda"), max_length=40, blank=True)
    report_symbol = models.CharField(_("symbol of the annual report"), max_length=60, blank=True)
    report_masthead_on = models.DateField(_("date of submission of the annual report"), null=True, blank=True)
    report_job_number = models.CharField(_("job number of the annual report"), max_length=20, blank=True)
    executive_director_gender = models.CharField(max_length=1, choices=Gender, default=Gender.MASCULINE)
    is_council = models.BooleanField(_("receives the annual report"), default=False)

    objects = SharedQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["starts_on", "code"]

    def __str__(self):
        return f"{self.code}: {self.title}"


class DecisionQuerySet(SharedQuerySet):
    def with_card(self) -> Self:
        """What a row of the list of decisions shows."""
        return self.prefetch_related("asks", "sources__document")


@tracked
class Decision(SourcedRecord):
    """A decision, resolution, declaration or other mandate."""

    number = models.CharField(_("number"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind)
    body = models.CharField(_("body"), max_length=200)
    session_name = models.CharField(_("session"), max_length=120, blank=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="decisions")
    place = models.CharField(_("place"), max_length=80, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_on = PartialDateField(_("date"))
    part = models.CharField(_("part"), max_length=10, blank=True)
    subject = models.TextField(_("subject"))
    also_cited_as = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    addressed_to = models.ManyToManyField(Agency, blank=True, related_name="decisions_addressed")
    mandated_documents = models.ManyToManyField(Document, blank=True, related_name="mandates")

    objects = DecisionQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["code"]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("governance:decision_detail", args=[self.code])


@tracked
class DecisionAsk(TimestampedModel):
    """What one operative paragraph asks, of whom, until when, and how far it has come, with evidence."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="asks")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("action requested"))
    addressed_to = models.ManyToManyField(Agency, blank=True, related_name="asks")
    due_session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="asks_due")
    state = models.CharField(_("status"), max_length=18, choices=AskState, default=AskState.NOT_STARTED)
    evidence = models.TextField(_("evidence"), blank=True)
    projects = models.ManyToManyField(Project, blank=True, related_name="asks")

    class Meta:
        ordering = ["decision", "position"]
        constraints = [models.UniqueConstraint(name="governance_ask_once", fields=["decision", "position"])]

    def __str__(self):
        return self.text
