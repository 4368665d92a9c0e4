"""Life of a report, and the formats of its editions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from core.choices import Verb
from core.workflow import Move, Workflow


class ReportState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    BUILDING = "building", _("Being built")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    CLEARED = "cleared", _("Cleared")
    ISSUED = "issued", _("Issued")


class ReportVerb(Verb):
    ORDERED = "report.ordered", _("Ordered")
    BUILT = "report.built", _("Built")
    NARRATIVE_WRITTEN = "report.narrative_written", _("Text written")
    CLEARED = "report.cleared", _("Cleared")
    REOPENED = "report.reopened", _("Reopened")
    ISSUED = "report.issued", _("Issued")


# Those who make reports, and so see them in the making.
MAKERS = (Role.SECRETARIAT, Role.REGIONAL_OFFICE)

REPORT_WORKFLOW = Workflow(
    {
        "rebuild": Move(
            ReportVerb.ORDERED, {ReportState.READY, ReportState.FAILED}, ReportState.QUEUED, button=_("Build again")
        ),
        "write": Move(
            ReportVerb.NARRATIVE_WRITTEN,
            {ReportState.READY, ReportState.FAILED},
            refusal=_("Texts cannot be edited now: the report is being built, or has been cleared or issued."),
        ),
        "clear": Move(ReportVerb.CLEARED, {ReportState.READY}, ReportState.CLEARED, button=_("Clear the report")),
        "reopen": Move(ReportVerb.REOPENED, {ReportState.CLEARED}, ReportState.READY, button=_("Reopen the report")),
        "issue": Move(ReportVerb.ISSUED, {ReportState.CLEARED}, ReportState.ISSUED, button=_("Issue the report")),
    }
)


class BuildStep(models.IntegerChoices):
    """What a build does, in this order; progress is shown in these words."""

    WAITING = 0, _("Waiting to start")
    FIGURES = 1, _("Figures frozen")
    TEXTS = 2, _("Texts checked")
    PRINTING = 3, _("Pages printed")
    FILING = 4, _("File checked and stored")


class EditionFormat(models.TextChoices):
    PDF = "pdf", _("PDF")


class Evidence(models.TextChoices):
    """How well a fixed term is attested (docs/design/report.md#evidence-of-a-term)."""

    VERIFIED = "V", _("verified in a United Nations source")
    SOURCE = "S", _("taken from the founding documents")
    KNOWN = "K", _("to be reviewed by the language section")
