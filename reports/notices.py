"""Who is told what of the report to the Council (docs/design/product.md#who-is-told)."""

from django.db.models import Q

from accounts import audiences
from accounts.notices import Notice, write_letters
from core.models import AuditEvent
from reports.choices import ReportVerb
from reports.models import Report


def _makers(report: Report, event: AuditEvent) -> Q:
    """The secretariat, and the office that ordered the build."""
    return audiences.secretariat() | (Q(pk=report.requested_by_id) & audiences.all_offices())


def _secretariat(report: Report, event: AuditEvent) -> Q:
    return audiences.secretariat()


def _secretariat_and_offices(report: Report, event: AuditEvent) -> Q:
    return audiences.secretariat() | audiences.all_offices()


OF_REPORTS: dict[str, list[Notice]] = {
    ReportVerb.BUILT: [Notice("report_ready", _makers)],
    ReportVerb.CLEARED: [Notice("report_cleared", _secretariat)],
    ReportVerb.ISSUED: [Notice("report_issued", _secretariat_and_offices)],
}


def notify_of_report(event: AuditEvent, report: Report) -> None:
    """Write the letters about an act on a report; most acts have none."""
    if notices := OF_REPORTS.get(event.verb):
        write_letters(event, report, notices, lambda: _words_about(report))


def _words_about(report: Report) -> dict[str, str]:
    return {"code": report.code, "symbol": report.symbol, "year": str(report.year), "whereabouts": ""}
