"""The 30 incremental reforms of international environmental governance (annex of the 2012 report)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Reader
from core.database.history import tracked
from core.models import TimestampedModel
from governance.choices import AskState, BudgetImplication
from governance.models.decisions import Decision
from partners.models import Agency, SharedQuerySet
from reference.models import ExpectedAccomplishment, SourcedRecord


class ReformQuerySet(SharedQuerySet):
    def with_card(self, user: Reader) -> Self:
        """What a row of the list of reforms shows."""
        return self.with_visible(user, "responsible").prefetch_related("statuses", "sources__document")


@tracked
class Reform(SourcedRecord):
    """One reform: the four printed columns, locked, and beside them a dated status."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.TextField(_("reform"))
    ongoing_actions = ArrayField(models.TextField(), default=list, blank=True)
    further_actions = ArrayField(models.TextField(), default=list, blank=True)
    further_context = models.TextField(_("context"), blank=True)
    refs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    accomplishments = models.ManyToManyField(ExpectedAccomplishment, blank=True, related_name="reforms")
    budget_implication = models.CharField(_("budget implication"), max_length=16, choices=BudgetImplication)
    budget_note = models.TextField(_("note on the budget"), blank=True)
    needs_council_decision = models.BooleanField(_("needs a decision of the Council"))
    decision_evidence = models.TextField(_("basis"), blank=True)
    state = models.CharField(_("status"), max_length=18, choices=AskState)
    waits_for = models.CharField(_("waiting for"), max_length=200, blank=True)
    responsible = models.ManyToManyField(Agency, blank=True, related_name="reforms")
    draft_decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="reforms")
    draft_decision_paragraphs = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    objects = ReformQuerySet.as_manager()

    class Meta(SourcedRecord.Meta):
        ordering = ["number"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            models.CheckConstraint(name="governance_reform_thirty", condition=Q(number__range=(1, 30))),
            models.CheckConstraint(
                name="governance_reform_waits_for_something",
                condition=~Q(state=AskState.AWAITING_OTHER) | ~Q(waits_for=""),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        return reverse("governance:reform_detail", args=[self.number])


@tracked
class ReformStatus(TimestampedModel):
    """The status row of a reform in one reporting year. A reform without one counts as not reported."""

    reform = models.ForeignKey(Reform, models.CASCADE, related_name="statuses")
    reported_on = models.DateField(_("reported"))
    state = models.CharField(_("status"), max_length=18, choices=AskState)
    text = models.TextField(_("status"))

    class Meta:
        ordering = ["-reported_on", "-pk"]
        constraints = [models.UniqueConstraint(name="governance_status_once", fields=["reform", "reported_on"])]

    def __str__(self):
        return self.text
