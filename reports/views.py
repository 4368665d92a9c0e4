"""Pages of the council reports: order, progress, preview, texts, clearing and issue."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.signing_in.reauthentication import require_fresh_sign_in
from core.errors import RuleBroken, Stale
from core.http.parameters import read_choice, read_number, refuse_unknown
from core.lists.columns import BADGE, WORDS, Column
from core.lists.exports import csv_response
from core.lists.views import RecordListView
from core.text.languages import Language
from reports import actions, behind_figures, builder, lints, narratives, policies, workspace
from reports.choices import EditionFormat, ReportState
from reports.forms import ClearForm, NarrativeForm, OrderForm, ReopenForm
from reports.kinds import REPORTS
from reports.models import Edition, Narrative, Report
from reports.preview import SUMMARY

RECORDS_PER_PAGE = 100
FIRST_RECORDS = 5


class ReportList(RecordListView):
    kind = REPORTS
    title = gettext_lazy("Reports to the Council")
    template_name = "reports/report_list.html"
    columns = (
        Column("symbol", gettext_lazy("Symbol"), "reports/cells/report_symbol.html", sort=("symbol",)),
        Column("session", gettext_lazy("Session"), "reports/cells/report_session.html"),
        Column("year", gettext_lazy("Year"), WORDS, sort=("-year", "symbol")),
        Column("state", gettext_lazy("State"), BADGE, sort=("state", "-year")),
    )
    row_name = "report"
    default_order = "year"

    def get_queryset(self):
        return super().get_queryset().with_card()


def visible_report(request, code) -> Report:
    """The report, or 404 for one that is missing or not open to this reader."""
    return get_object_or_404(Report.objects.visible_to(request.user).with_card(), code=code)


def require(allowed) -> None:
    """403 unless allowed."""
    if not allowed:
        raise PermissionDenied


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_order(request):
    """Choose session and year; the order itself is the action's."""
    require(policies.can_order(request.user))
    form = OrderForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.order_report(**form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect(report)
    status = 422 if form.errors else 200
    return render(request, "reports/report_order.html", {"form": form}, status=status)


@require_safe
def report_detail(request, code):
    """The report's workspace, or for a visitor its editions and its text."""
    refuse_unknown(request.GET, ())
    report = visible_report(request, code)
    return render(request, "reports/report_detail.html", workspace_of(request, report))


def workspace_of(request, report) -> dict:
    """What the page of one report shows; forms not yet posted are empty."""
    user = request.user
    snapshot = report.current_snapshot
    editions = list(snapshot.editions.order_by("language", "format")) if snapshot else []
    original = next((edition for edition in editions if edition.language == Language.ENGLISH), None)
    is_staff = policies.may_see_drafts(user)
    is_open = report.state not in (ReportState.CLEARED, ReportState.ISSUED)
    texts = workspace.texts_of(report, snapshot) if is_open and policies.can_write_narrative(user, report) else []
    can_clear = policies.can_clear(user, report)
    return {
        "report": report,
        "snapshot": snapshot,
        "editions": editions,
        "original": original,
        "pages": original.pages_on_screen if original else [],
        "first_page": written_page(original.pages_on_screen[0]) if original and not texts else None,
        "progress": workspace.progress_of(report),
        "word_limit": lints.WORD_LIMIT,
        "length_tone": workspace.length_tone(original.words) if original else "",
        "texts": texts,
        "takes_texts": policies.takes_texts(report),
        "checks": workspace.checks_of(report, original, texts) if texts else [],
        "is_staff": is_staff,
        "can_order": policies.can_order(user) and report.state in (ReportState.READY, ReportState.FAILED),
        "can_clear": can_clear and report.state == ReportState.READY,
        "needs_waiver": bool(original and original.words > lints.WORD_LIMIT),
        "can_reopen": can_clear and report.state == ReportState.CLEARED,
        "can_issue": policies.can_issue(user, report) and report.state == ReportState.CLEARED,
        "clear_form": ClearForm(),
        "reopen_form": ReopenForm(),
        "events": workspace.history_of(report) if is_staff else [],
    }


@login_required
@require_safe
def report_progress(request, code):
    """The progress fragment; once the build ends, htmx loads the whole page again."""
    report = visible_report(request, code)
    response = render(request, "ui/progress.html", {"progress": workspace.progress_of(report)})
    if not report.is_in_progress:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def report_rebuild(request, code):
    """Build again, after a failure or with changed texts."""
    report = visible_report(request, code)
    require(policies.can_order(request.user))
    return redirect(actions.order_report(report.session, report.year, by=request.user))


@login_required
@require_POST
def report_clear(request, code):
    report = visible_report(request, code)
    require(policies.can_clear(request.user, report))
    form = ClearForm(request.POST)
    if not form.is_valid():
        return refused(request, report, clear_form=form, form=form)
    try:
        actions.clear_report(report, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        if report.state != ReportState.READY:
            raise
        form.add_error("waiver", str(broken))
        return refused(request, report, clear_form=form, form=form)
    messages.success(request, _("The report is cleared. A second person of the secretariat can now issue it."))
    return redirect(report)


@login_required
@require_POST
def report_reopen(request, code):
    report = visible_report(request, code)
    require(policies.can_clear(request.user, report))
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return refused(request, report, reopen_form=form, form=form)
    actions.reopen_report(report, by=request.user, **form.cleaned_data)
    messages.success(request, _("The report is open again; its texts can be changed."))
    return redirect(report)


@login_required
@require_POST
def report_issue(request, code):
    report = visible_report(request, code)
    require(policies.can_clear(request.user, report))
    # A report that is issued already is told so before anybody has to prove who they are.
    if report.state == ReportState.CLEARED and policies.can_issue(request.user, report):
        require_fresh_sign_in(request)
    actions.issue_report(report, by=request.user)
    messages.success(request, _("The report is issued. It is public now and never changes again."))
    return redirect(report)


def refused(request, report, **forms):
    """The report's page with what was typed and what is wrong with it."""
    return render(request, "reports/report_detail.html", workspace_of(request, report) | forms, status=422)


@require_safe
def report_preview(request, code):
    """The text on screen begins with its summary."""
    refuse_unknown(request.GET, ())
    return redirect("reports:report_page", code=visible_report(request, code).code, page=SUMMARY)


@require_safe
def report_page(request, code, page):
    """One section of the text on screen, as frozen; each figure opens the records behind it."""
    refuse_unknown(request.GET, ())
    report = visible_report(request, code)
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


def written_page(page) -> dict:
    """One page of the text, ready to be shown."""
    # Written by our own templates when the report was built; they escape everything that people typed.
    return page | {"html": mark_safe(page["html"])}  # noqa: S308


@require_safe
@vary_on_headers("HX-Request")
def figure_records(request, code, metric):
    """The records behind one figure: a box for htmx, a page otherwise, or a file."""
    refuse_unknown(request.GET, ("page", "format"))
    report = visible_report(request, code)
    snapshot = report.current_snapshot
    if snapshot is None:
        raise Http404
    try:
        shown, hidden = behind_figures.behind(snapshot.content, metric, request.user)
    except KeyError:
        raise Http404 from None
    if read_choice(request.GET, "format", ["html", "csv"], "html") == "csv":
        rows = ({"code": record.code, "title": record.title} for record in shown)
        return csv_response(rows, ("code", "title"), f"{report.code}-{metric.split('|')[0]}", reader=request.user)
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
        "%(count)d record is counted but not open to you.", "%(count)d records are counted but not open to you.", hidden
    ) % {"count": hidden}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def narrative_edit(request, code, slot):
    """Write the text of one section in plain words; wrong blocks come back with the line and what to do."""
    report = visible_report(request, code)
    require(policies.can_write_narrative(request.user, report))
    if slot not in narratives.SLOTS:
        raise Http404
    stored = Narrative.objects.filter(report=report, section=slot, language=Language.ENGLISH).first()
    initial = {"text": narratives.as_text(stored.blocks) if stored else "", "version": stored.version if stored else 0}
    form = NarrativeForm(request.POST or None, initial=initial, hint=narratives.SLOTS[slot].hint)
    if request.method == "POST" and form.is_valid():
        try:
            blocks = narratives.parse(narratives.SLOTS[slot], form.cleaned_data["text"], builder.targets())
            actions.write_narrative(
                report, slot, Language.ENGLISH, blocks, version=form.cleaned_data["version"], by=request.user
            )
        except narratives.NarrativeError as error:
            for complaint in error.complaints:
                form.add_error("text", str(complaint))
        except Stale as stale:
            return narrative_conflict(request, report, slot, form.cleaned_data["text"], stale.current)
        else:
            messages.success(request, _("The text is saved. Build the report again to print it."))
            return redirect(report)
    context = {
        "form": form,
        "report": report,
        "slot": narratives.SLOTS[slot],
        "stored": stored,
        "words": narratives.count_words(stored.blocks) if stored else 0,
    }
    return render(request, "reports/narrative_edit.html", context, status=422 if form.errors else 200)


def narrative_conflict(request, report, slot, typed, saved):
    """Somebody else saved meanwhile: both texts side by side, and a form that carries the reader's own."""
    context = {
        "report": report,
        "slot": narratives.SLOTS[slot],
        "typed": typed,
        "saved": saved,
        "saved_text": narratives.as_text(saved.blocks),
        "form": NarrativeForm(initial={"text": typed, "version": saved.version}, hint=narratives.SLOTS[slot].hint),
    }
    return render(request, "reports/narrative_conflict.html", context, status=409)


@require_safe
def edition_download(request, code, language):
    """The printed file of the current build."""
    report = visible_report(request, code)
    edition = get_object_or_404(
        Edition.objects.visible_to(request.user),
        snapshot=report.current_snapshot,
        language=language,
        format=EditionFormat.PDF,
    )
    name = f"{report.symbol.replace('/', '-').replace('.', '-')}-{language}.pdf"
    return FileResponse(edition.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
