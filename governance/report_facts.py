"""What the council report reads of meetings, targets and reforms, as plain values (shapes: reports.facts)."""

import re

from core.text.partial_dates import latest
from governance.choices import AskState, FigureKind
from governance.models import Meeting, Reform, Target

MEMORANDUM_PARTIES = {"UNEP", "UNDP"}
REFERENCE = re.compile(r"^SP(\d) EA (\w)$")
OTHER_REFORM = re.compile(r"\bitem (\d+)\b")
REPORTED_AS = {
    AskState.COMPLETED: "completed",
    AskState.IN_PROGRESS: "in_progress",
    AskState.AWAITING_DECISION: "awaiting_council",
    AskState.AWAITING_OTHER: "awaiting_other",
    AskState.NOT_STARTED: "not_reported",
}


def meetings(_start, _end, cut_off):
    """Meetings held until the reference date; a partial date counts from its last day."""
    dated = Meeting.objects.exclude(starts_on="").select_related("group").prefetch_related("group__agencies")
    return [
        {
            "code": meeting.code,
            "is_demo": meeting.is_demo,
            "title": meeting.title,
            "held_on": held_on,
            "is_joint_group_with_undp": _is_memorandum_group(meeting.group),
        }
        for meeting in dated.order_by("code")
        if (held_on := latest(meeting.ends_on or meeting.starts_on)) <= cut_off
    ]


def targets(_start, _end, _cut_off):
    """Share targets as the documents state them; those that disagree stand side by side."""
    shares = Target.objects.filter(kind=FigureKind.TARGET, unit="percent").prefetch_related(
        "sources__document", "observations__document"
    )
    stated = []
    for target in shares.order_by("code"):
        citation = next(iter(target.sources.all()), None)
        stated.append(_target(target, target.code, target.value, target.comparator, citation))
        for place, observation in enumerate(target.observations.all(), start=1):
            stated.append(_target(target, f"{target.code}/{place}", observation.value, "", observation))
    return stated


def reforms(_start, _end, cut_off):
    """The 30 reforms with their printed columns and the statuses reported until the reference date."""
    accomplishments = Reform.objects.prefetch_related("statuses", "accomplishments__subprogramme")
    return [_reform(reform, cut_off) for reform in accomplishments.order_by("number")]


def _is_memorandum_group(group) -> bool:
    return group is not None and {agency.acronym for agency in group.agencies.all()} == MEMORANDUM_PARTIES


def _target(target, code, value, comparator, place) -> dict:
    return {
        "code": code,
        "is_demo": target.is_demo,
        "statement": target.metric,
        "fund": "environment_fund" if "Environment Fund" in target.metric else "earmarked",
        "percent": f"{value.normalize():f}",
        "comparator": comparator,
        "source": f"{place.document.label}, para. {place.paragraph}" if place and place.document else "",
    }


def _reform(reform, cut_off) -> dict:
    referred = OTHER_REFORM.search(" ".join(reform.further_actions))
    return {
        "code": reform.code,
        "is_demo": reform.is_demo,
        "number": reform.number,
        "title": reform.title,
        "ongoing_actions": reform.ongoing_actions,
        "references": references(reform.refs, _acronyms(reform)),
        "further_actions": reform.further_actions,
        "budget_implication": reform.budget_implication,
        "budget_note": reform.budget_note,
        "see_reform": int(referred[1]) if referred else None,
        "statuses": [
            {"on": status.reported_on, "status": REPORTED_AS[status.state], "text": status.text}
            for status in sorted(reform.statuses.all(), key=lambda status: status.reported_on)
            if status.reported_on <= cut_off
        ],
        "needs_council_decision": reform.needs_council_decision,
        "decision_evidence": reform.decision_evidence,
    }


def _acronyms(reform) -> dict[str, str]:
    """Number of the subprogramme → its acronym, for those the reform refers to."""
    return {
        entry.subprogramme_id.removeprefix("SP"): entry.subprogramme.acronym for entry in reform.accomplishments.all()
    }


def references(refs: list[str], acronyms: dict[str, str]) -> str:
    """The closing line of the cell: ``SP4 EA B`` and ``SP4 EA C`` become ``SP 4: EG; EA: B + C``."""
    letters: dict[str, list[str]] = {}
    plain = []
    for ref in refs:
        if found := REFERENCE.match(ref):
            letters.setdefault(found[1], []).append(found[2])
        else:
            plain.append(ref[:1].upper() + ref[1:])
    lines = [
        f"SP {number}: {acronyms[number]}; EA: {' + '.join(codes)}"
        if number in acronyms
        else f"SP {number}; EA: {codes}"
        for number, codes in letters.items()
    ]
    return "; ".join([*lines, *plain])
