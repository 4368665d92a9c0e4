"""The page of one report, in the making or issued."""

from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe

from core.pages.history import history_of
from core.text.languages import Language
from reports import lints, policies
from reports.actions import REPORTS
from reports.choices import ReportState, ReportVerb
from reports.forms import ClearForm, ReopenForm
from reports.models import Report
from reports.panels import workspace


def visible_report(reader, code) -> Report:
    """The report, or 404 for one that is missing or not open to this reader."""
    return get_object_or_404(Report.objects.visible_to(reader).with_card(), code=code)


def workspace_of(report, user) -> dict:
    """What the page of one report shows; forms not yet posted are empty."""
    snapshot = report.current_snapshot
    editions = list(snapshot.editions.order_by("language", "format")) if snapshot else []
    original = next((edition for edition in editions if edition.language == Language.ENGLISH), None)
    is_staff = policies.can_order(user)
    is_open = report.state not in (ReportState.CLEARED, ReportState.ISSUED)
    texts = workspace.texts_of(report, snapshot) if is_open and policies.can_write_narrative(user, report) else []
    acts = REPORTS.open_buttons(report, user)
    is_good = "issue" not in acts or policies.ISSUING.stands(report)
    if not (is_good and policies.can_issue(user, report)):
        acts.pop("issue", None)
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
        "takes_texts": REPORTS.is_open("write", report, user),
        "checks": workspace.checks_of(report, original, texts) if texts else [],
        "is_staff": is_staff,
        "acts": acts,
        "again": "" if is_good else policies.ISSUING.again,
        "needs_waiver": bool(original and original.words > lints.WORD_LIMIT),
        "clear_form": ClearForm(),
        "reopen_form": ReopenForm(),
        "events": history_of(report, ReportVerb) if is_staff else [],
    }


def written_page(page) -> dict:
    """One page of the text, ready to be shown."""
    # Written by our own templates when the report was built; they escape everything that people typed.
    return page | {"html": mark_safe(page["html"])}  # noqa: S308
