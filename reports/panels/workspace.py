"""What the page of a report in the making shows: the build, the texts, and what to do before it can be cleared."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.portal import grouped
from core.text.languages import Language
from reports import lints, narratives
from reports.choices import BuildStep, ReportState

BUILT = (ReportState.READY, ReportState.CLEARED, ReportState.ISSUED)


@dataclass(frozen=True)
class SlotText:
    """One text of the report: how long it is, and whether anybody has written it for this report."""

    slot: narratives.Slot
    words: int
    is_default: bool
    is_newer_than_build: bool
    narrative: object

    @property
    def is_too_long(self) -> bool:
        return self.words > self.slot.max_words


@dataclass(frozen=True)
class Check:
    """One line before clearing: ``yes`` is in order, ``half`` is to be looked at, ``not`` is to be done."""

    mark: str
    text: str
    url: str = ""


@cache
def default_blocks() -> dict[str, list]:
    return narratives.default_narratives(Language.ENGLISH)


def texts_of(report, snapshot) -> list[SlotText]:
    """Every slot in the order of the report, with what is written in it."""
    written = {
        narrative.section: narrative
        for narrative in report.narratives.filter(language=Language.ENGLISH).select_related("updated_by")
    }
    texts = []
    for slot in narratives.SLOTS.values():
        narrative = written.get(slot.slug)
        blocks = narrative.blocks if narrative else []
        texts.append(
            SlotText(
                slot,
                words=narratives.count_words(blocks),
                is_default=bool(blocks) and blocks == default_blocks().get(slot.slug),
                is_newer_than_build=bool(narrative and snapshot and narrative.updated_at > snapshot.taken_at),
                narrative=narrative,
            )
        )
    return texts


def checks_of(report, original, texts) -> list[Check]:
    """What the secretariat goes through before it clears the report. ``original``: the English edition, or None."""
    if report.state not in BUILT or original is None:
        return [Check("not", _("Report built"))]
    checks = [Check("yes", _("Report built")), _length(original)]
    newer = [text for text in texts if text.is_newer_than_build]
    if newer:
        words = ngettext(
            "%(count)d text is newer than the build; build the report again",
            "%(count)d texts are newer than the build; build the report again",
            len(newer),
        )
        checks.append(Check("not", words % {"count": len(newer)}))
    checks += [
        Check("not", _("Empty: %(title)s") % {"title": text.slot.title}, text_url(report, text.slot))
        for text in texts
        if not text.words
    ]
    if defaults := sum(text.is_default for text in texts):
        words = ngettext(
            "%(count)d text is still the default text",
            "%(count)d texts are still the default texts",
            defaults,
        )
        checks.append(Check("half", words % {"count": defaults}, "#texts"))
    else:
        checks.append(Check("yes", _("Every text has been written for this report")))
    checks += [Check("half", warning) for warning in original.warnings]
    if not original.warnings:
        checks.append(Check("yes", _("No remarks on the wording")))
    return checks


def _length(original) -> Check:
    values = {"words": grouped(original.words), "limit": grouped(lints.WORD_LIMIT)}
    if original.words > lints.WORD_LIMIT:
        return Check("not", _("%(words)s words: above %(limit)s a waiver is needed") % values)
    return Check("yes", _("Not longer than %(limit)s words") % values)


def text_url(report, slot) -> str:
    return reverse("reports:narrative_edit", args=[report.code, slot.slug])


def length_tone(words: int) -> str:
    """Tone of the word meter: amber from nine tenths of the limit, brick above it."""
    if words > lints.WORD_LIMIT:
        return "bad"
    return "warn" if words >= lints.WARN_FROM * lints.WORD_LIMIT else ""


def progress_of(report) -> dict:
    """How far the build is, in the words and steps of ui/progress.html."""
    last = max(BuildStep.values)
    # ``step`` names what is done; the next one is under way.
    done = last if report.state in BUILT else report.step
    steps = []
    for step in BuildStep:
        if step == BuildStep.WAITING:
            continue
        state = "done" if step <= done else "ahead"
        if step == done + 1 and report.state == ReportState.BUILDING:
            state = "now"
        elif step == done + 1 and report.state == ReportState.FAILED:
            state = "failed"
        steps.append({"name": step.label, "state": state})
    return {
        "words": progress_words(report, done, last),
        "percent": 100 * done // last,
        "is_running": report.is_in_progress,
        "url": reverse("reports:report_progress", args=[report.code]),
        "steps": steps,
    }


def progress_words(report, done: int, last: int) -> str:
    """One sentence: where the build is."""
    match report.state:
        case ReportState.QUEUED:
            return _("Waiting to start")
        case ReportState.BUILDING:
            return _("Being built: step %(step)d of %(last)d") % {"step": min(done + 1, last), "last": last}
        case ReportState.FAILED:
            return _("The build failed")
        case _:
            return _("Built")
