"""The annual report to the Council: the order, its frozen figures, the texts people write, and the printed editions."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader
from core.database.history import tracked
from core.database.protection import append_only, frozen_when
from core.models import Job, Record, TimestampedModel
from core.text.languages import Language
from governance.models import Session
from partners.models import shared_with
from reports.choices import MAKERS, EditionFormat, Evidence, ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Reader) -> Self:
        """Issued reports as far as shared; those in the making for the secretariat and the regional offices."""
        role = getattr(user, "role", None)
        if role == Role.SECRETARIAT:
            return self
        issued = Q(shared_with(user), state=ReportState.ISSUED)
        return self.filter(issued | ~Q(state=ReportState.ISSUED) if role in MAKERS else issued)

    def with_card(self) -> Self:
        """What a row of the list of reports shows."""
        return self.select_related("session", "requested_by", "cleared_by", "issued_by")


@tracked
@frozen_when(pgtrigger.Q(old__state=ReportState.ISSUED))
class Report(Record, Job):
    """One report for one session and one year. The row is the build's ledger; once issued it never changes."""

    QUEUED, RUNNING, DONE, FAILED = ReportState.QUEUED, ReportState.BUILDING, ReportState.READY, ReportState.FAILED
    task_name = "reports.build_report"

    session = models.ForeignKey(Session, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    period_starts_on = models.DateField(_("period from"))
    period_ends_on = models.DateField(_("period to"))
    cut_off_on = models.DateField(_("reference date"))
    symbol = models.CharField(_("symbol"), max_length=60, unique=True)
    masthead_on = models.DateField(_("date of submission"))
    job_number = models.CharField(_("job number"), max_length=20, blank=True)
    languages = ArrayField(models.CharField(max_length=2, choices=Language), verbose_name=_("languages"))
    build_number = models.PositiveSmallIntegerField(_("build"), default=1)
    state = models.CharField(_("status"), max_length=8, choices=ReportState, default=ReportState.QUEUED)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(_("cleared"), null=True)
    length_waiver = models.CharField(_("waiver of the length limit"), max_length=120, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("issued"), null=True)

    objects = ReportQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-year", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(name="reports_report_once", fields=["session", "year"]),
            models.CheckConstraint(
                name="reports_report_period_in_order",
                condition=Q(period_starts_on__lte=F("period_ends_on")) & Q(cut_off_on__gte=F("period_ends_on")),
            ),
            models.CheckConstraint(
                name="reports_report_issued_by_second_person",
                condition=~Q(state=ReportState.ISSUED)
                | (Q(issued_at__isnull=False) & Q(cleared_by__isnull=False) & ~Q(issued_by=F("cleared_by"))),
            ),
        ]

    def __str__(self):
        return self.symbol

    def get_absolute_url(self):
        return reverse("reports:report_detail", args=[self.code])

    @property
    def is_in_progress(self) -> bool:
        return self.state in (ReportState.QUEUED, ReportState.BUILDING)

    @property
    def current_snapshot(self) -> "Snapshot | None":
        """The figures of the latest build, or None before they are frozen; the content is read when it is asked for."""
        return self.snapshots.defer("content").filter(number=self.build_number).first()


@append_only
class Snapshot(models.Model):
    """Everything the metrics read and what they found, frozen once per build (docs/design/report.md#snapshot)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    digest = models.CharField(_("SHA-256"), max_length=64)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(name="reports_snapshot_once", fields=["report", "number"])]

    def __str__(self):
        return f"{self.report} ({self.number})"


@tracked
@pgtrigger.register(
    pgtrigger.Trigger(
        name="frozen_with_report",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM reports_report
                WHERE state = 'issued' AND id IN (COALESCE(NEW.report_id, OLD.report_id), OLD.report_id)
            ) THEN
                RAISE EXCEPTION 'the report is issued; its texts are never changed';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )
)
class Narrative(TimestampedModel):
    """What a person wrote for one section in one language, as structured blocks (reports.narratives)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="narratives")
    section = models.CharField(_("section"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    blocks = models.JSONField(default=list)

    class Meta:
        ordering = ["report", "section", "language"]
        constraints = [models.UniqueConstraint(name="reports_narrative_once", fields=["report", "section", "language"])]

    def __str__(self):
        return f"{self.report}: {self.section} ({self.language})"


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: Reader) -> Self:
        """An edition is seen by whoever sees its report."""
        return self.filter(snapshot__report__in=Report.objects.visible_to(user))


@append_only
class Edition(models.Model):
    """One printed file: language and format of one snapshot, stored under its digest.

    ``pages_on_screen`` is the same text for the screen (reports.preview.pages), frozen with it: a later release of the
    portal may word a report otherwise.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    format = models.CharField(_("format"), max_length=4, choices=EditionFormat)
    file = models.FileField(_("file"), upload_to="editions/")
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    words = models.PositiveIntegerField(_("words"))
    pages_on_screen = models.JSONField(_("the text as pages"))
    warnings = models.JSONField(_("to look at before clearing"), default=list)
    manifest = models.JSONField(_("build manifest"))
    printed_at = models.DateTimeField(_("printed"), auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "language", "format"]
        constraints = [models.UniqueConstraint(name="reports_edition_once", fields=["snapshot", "language", "format"])]

    def __str__(self):
        return f"{self.snapshot} {self.language}"


@tracked
class FixedTerm(models.Model):
    """A fixed term of the masthead and of headings in one language, with how well it is attested."""

    key = models.CharField(_("term"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    text = models.CharField(_("text"), max_length=300)
    evidence = models.CharField(_("evidence"), max_length=1, choices=Evidence)
    evidence_note = models.CharField(_("note on the evidence"), max_length=120, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True)

    class Meta:
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(name="reports_term_once", fields=["key", "language"])]

    def __str__(self):
        return f"{self.key} ({self.language})"
