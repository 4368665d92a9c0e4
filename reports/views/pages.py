"""Pages of the council reports: the list, one report, its text on screen, and the records behind its figures."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.http.parameters import read_choice, read_number, refuse_unknown
from core.limits.costs import Cost, costs
from core.lists.columns import BADGE, WORDS, Column
from core.lists.views import RecordListView
from core.records.exports import csv_response
from core.text.languages import Language
from reports import behind_figures, builder
from reports.choices import EditionFormat
from reports.kinds import REPORTS
from reports.models import Edition
from reports.panels import workspace
from reports.panels.report_page import visible_report, workspace_of, written_page
from reports.preview import SUMMARY

RECORDS_PER_PAGE = 100
FIRST_RECORDS = 5


class ReportList(RecordListView):
    kind = REPORTS
    title = _("Reports to the Council")
    template_name = "reports/report_list.html"
    columns = (
        Column("symbol", _("Symbol"), "reports/cells/report_symbol.html", sort=("symbol",)),
        Column("session", _("Session"), "reports/cells/report_session.html"),
        Column("year", _("Year"), WORDS, sort=("-year", "symbol")),
        Column("state", _("Status"), BADGE, sort=("state", "-year")),
    )
    row_name = "report"
    default_order = "year"

    def get_queryset(self):
        return super().get_queryset().with_card()


@require_safe
def report_detail(request, code):
    """The report's workspace, or for a visitor its editions and its text."""
    refuse_unknown(request.GET, ())
    report = visible_report(request.user, code)
    return render(request, "reports/report_detail.html", workspace_of(report, request.user))


@login_required
@require_safe
def report_progress(request, code):
    """The progress fragment; once the build ends, htmx loads the whole page again."""
    report = visible_report(request.user, code)
    response = render(request, "ui/progress.html", {"progress": workspace.progress_of(report)})
    if not report.is_in_progress:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def report_preview(request, code):
    """The text on screen begins with its summary."""
    refuse_unknown(request.GET, ())
    return redirect("reports:report_page", code=visible_report(request.user, code).code, page=SUMMARY)


@require_safe
def report_page(request, code, page):
    """One section of the text on screen, as frozen; each figure opens the records behind it."""
    refuse_unknown(request.GET, ())
    report = visible_report(request.user, code)
    edition = get_object_or_404(
        Edition.objects.select_related("snapshot").defer("snapshot__content"),
        snapshot=report.current_snapshot,
        language=Language.ENGLISH,
        format=EditionFormat.PDF,
    )
    pages = edition.pages_on_screen
    place = next((place for place, written in enumerate(pages) if written["slug"] == page), None)
    if place is None:
        raise Http404
    context = {
        "report": report,
        "edition": edition,
        "pages": pages,
        "page": written_page(pages[place]),
        "before": pages[place - 1] if place else None,
        "after": pages[place + 1] if place + 1 < len(pages) else None,
    }
    return render(request, "reports/report_preview.html", context)


@costs(lambda query: Cost.FILE if query.get("format") == "csv" else Cost.DEAR)
@require_safe
@vary_on_headers("HX-Request")
def figure_records(request, code, metric):
    """The records behind one figure: a box for htmx, a page otherwise, or a file."""
    refuse_unknown(request.GET, ("page", "format"))
    report = visible_report(request.user, code)
    snapshot = report.current_snapshot
    if snapshot is None:
        raise Http404
    try:
        shown, hidden = behind_figures.behind(snapshot.content, metric, request.user)
    except KeyError:
        raise Http404 from None
    if read_choice(request.GET, "format", ["html", "csv"], "html") == "csv":
        rows = ({"code": record.code, "title": record.title} for record in shown)
        return csv_response(request, rows, ("code", "title"), f"{report.code}-{metric.split('|')[0]}")
    figure = builder.figure(snapshot.content, metric)
    page = Paginator(shown, RECORDS_PER_PAGE).get_page(read_number(request.GET, "page", 1))
    context = {
        "report": report,
        "snapshot": snapshot,
        "figure": figure,
        "count": len(shown) + hidden,
        "records": shown[:FIRST_RECORDS] if request.htmx else page,
        "page": page,
        "hidden_note": hidden_note(hidden),
    }
    template = "reports/_figure_records.html" if request.htmx else "reports/figure_records.html"
    return render(request, template, context)


def hidden_note(hidden: int) -> str:
    """How many records behind a figure the reader may not open; empty for none."""
    if not hidden:
        return ""
    return ngettext(
        "%(count)d record is counted, but you do not have access to it.",
        "%(count)d records are counted, but you do not have access to them.",
        hidden,
    ) % {"count": hidden}


@costs(Cost.FILE)
@require_safe
def edition_download(request, code, language):
    """The printed file of the current build."""
    report = visible_report(request.user, code)
    edition = get_object_or_404(
        Edition.objects.visible_to(request.user),
        snapshot=report.current_snapshot,
        language=language,
        format=EditionFormat.PDF,
    )
    name = f"{report.symbol.replace('/', '-').replace('.', '-')}-{language}.pdf"
    return FileResponse(edition.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
