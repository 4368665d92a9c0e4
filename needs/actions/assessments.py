"""Needs assessments: drafted by the country or for it by its office, adopted by its signatory, then frozen.

An update is a new version.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from core import audit, clock
from core.database.codes import next_code
from core.edits import assign, check, require_version, save_change
from core.errors import RuleBroken
from needs import notices, policies
from needs.choices import ASSESSMENT_WORKFLOW, AssessmentKind, AssessmentState, NeedScope, NeedStatus
from needs.models import AssessmentNeed, Need, NeedsAssessment

WRITTEN = (
    "title", "kind", "as_of", "built_upon", "consulted", "summary", "restricted_text", "language", "visibility", "note",
)  # fmt: skip
NEED_WRITTEN = (
    "statement", "theme", "expected_change", "indicator", "baseline", "estimated_cost", "currency", "as_of", "language",
    "visibility", "note",
)  # fmt: skip
NEED_TAGS = ("areas", "capacity_types", "meas", "sdg_targets")
AT_BIRTH = ("origin", "origin_reference")
OPEN_STATES = (AssessmentState.DRAFT, AssessmentState.CONSULTATION, AssessmentState.RETURNED)


@transaction.atomic
def draft_assessment(*, by, country, **values):
    """Begin the country's next version; its regional office may do so for it."""
    if not policies.can_begin_assessment(by, country):
        raise PermissionDenied
    # The country's row is the lock: two drafts at once would take the same number.
    type(country).objects.select_for_update().get(pk=country.pk)
    versions = NeedsAssessment.objects.filter(country=country).exclude(kind=AssessmentKind.STATED)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    assessment = NeedsAssessment(
        country=country, scope=NeedScope.COUNTRY, region=country.region, number=number, created_by=by, updated_by=by
    )
    assign(assessment, values, allowed=WRITTEN + AT_BIRTH)
    check(assessment)
    assessment.code = next_code(f"NA-{country.pk}-", digits=2)
    assessment.save()
    audit.record("assessment.drafted", assessment, by=by, to_state=assessment.state)
    return assessment


@transaction.atomic
def edit_assessment(assessment, *, by, version, **values):
    """Change the draft. Raises Stale when somebody changed it since ``version`` was read."""
    assessment = _open(assessment, by)
    require_version(assessment, version)
    fields = assign(assessment, values, allowed=WRITTEN)
    check(assessment)
    save_change(assessment, by=by, fields=fields)
    audit.record("assessment.edited", assessment, by=by)
    return assessment


@transaction.atomic
def add_need(assessment, *, by, rank, **values):
    """Write a need into the draft, with its rank in this version (1 is first). Its code lives as long as the need."""
    assessment = _open(assessment, by)
    tags = {name: values.pop(name) for name in NEED_TAGS if name in values}
    need = Need(scope=NeedScope.COUNTRY, region_id=assessment.region_id, created_by=by, updated_by=by)
    assign(need, values, allowed=NEED_WRITTEN + AT_BIRTH)
    check(need)
    need.code = next_code(f"NEED-{assessment.country_id}-", digits=2)
    need.save()
    need.countries.set([assessment.country_id])
    for name, chosen in tags.items():
        getattr(need, name).set(chosen)
    AssessmentNeed.objects.create(assessment=assessment, need=need, rank=rank, created_by=by, updated_by=by)
    audit.record("need.added", need, by=by, reason=assessment.code)
    return need


@transaction.atomic
def edit_need(need, *, by, version, **values):
    """Change a need that no adopted version holds yet. Raises Stale when it changed since ``version`` was read."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    holding = need.assessments.select_related("country", "created_by")
    if not any(policies.can_write_assessment(by, assessment) for assessment in holding):
        raise PermissionDenied
    if any(assessment.state not in OPEN_STATES for assessment in holding):
        raise RuleBroken(_("This need stands in an assessment that was handed over; a new version may word it anew."))
    require_version(need, version)
    tags = {name: values.pop(name) for name in NEED_TAGS if name in values}
    fields = assign(need, values, allowed=NEED_WRITTEN)
    check(need)
    save_change(need, by=by, fields=fields)
    for name, chosen in tags.items():
        getattr(need, name).set(chosen)
    audit.record("need.edited", need, by=by)
    return need


@transaction.atomic
def edit_entry(entry, *, by, version, rank, **values):
    """Change a need and its rank in the draft together. Raises Stale when the need changed since it was read."""
    _open(entry.assessment, by)
    need = edit_need(entry.need, by=by, version=version, **values)
    entry.rank = rank
    save_change(entry, by=by, fields=["rank"])
    return need


@transaction.atomic
def rank_need(entry, *, by, version, rank):
    """Give a need another rank in the draft; so may also one whose words an adopted version holds."""
    _open(entry.assessment, by)
    entry = AssessmentNeed.objects.select_for_update(of=("self",)).select_related("need").get(pk=entry.pk)
    require_version(entry, version)
    entry.rank = rank
    save_change(entry, by=by, fields=["rank"])
    audit.record("need.ranked", entry.need, by=by, reason=str(rank))
    return entry


@transaction.atomic
def remove_need(entry, *, by):
    """Take a need out of the draft. One that stands in no other version is no longer on record at all."""
    assessment = _open(entry.assessment, by)
    need = entry.need
    audit.record("need.removed", need, by=by, reason=assessment.code)
    entry.delete()
    if need.entries.exists():
        return
    if need.assistance_requests.exists():
        raise RuleBroken(_("A request names this need, so it stays in the draft."))
    try:
        need.delete()
    except ProtectedError:
        raise RuleBroken(_("Other records name this need, so it stays in the draft.")) from None


@transaction.atomic
def carry_needs_over(assessment, *, by):
    """Take the needs of the version in force that are not met into this draft, with their ranks. Answers how many."""
    assessment = _open(assessment, by)
    current = _in_force(assessment)
    if current is None:
        raise RuleBroken(_("There is no adopted assessment to carry needs over from."))
    entries = current.entries.exclude(need__status=NeedStatus.MET).exclude(need__in=assessment.needs.all())
    carried = [
        AssessmentNeed(assessment=assessment, need_id=entry.need_id, rank=entry.rank, created_by=by, updated_by=by)
        for entry in entries
    ]
    AssessmentNeed.objects.bulk_create(carried)
    audit.record("assessment.needs_carried_over", assessment, by=by, reason=current.code)
    return len(carried)


@transaction.atomic
def consult_assessment(assessment, *, by):
    """The draft goes to those consulted in the country."""
    assessment = _lock(assessment)
    if not policies.can_write_assessment(by, assessment):
        raise PermissionDenied
    return _move(assessment, "consult", "assessment.consulted", by=by)


@transaction.atomic
def submit_assessment(assessment, *, by):
    """The draft is ready: the office may read it, the signatory may adopt it."""
    assessment = _lock(assessment)
    if not policies.can_write_assessment(by, assessment):
        raise PermissionDenied
    ASSESSMENT_WORKFLOW.next_state(assessment.state, "submit")
    if not assessment.entries.exists():
        raise RuleBroken(_("An assessment names at least one need."))
    return _move(assessment, "submit", "assessment.submitted", by=by)


@transaction.atomic
def return_assessment(assessment, *, by, reason):
    """The office, or the signatory of the country, gives it back for more work."""
    assessment = _lock(assessment)
    if not (policies.can_review_assessment(by, assessment) or policies.can_sign(by, assessment)):
        raise PermissionDenied
    return _move(assessment, "return", "assessment.returned", by=by, reason=reason)


@transaction.atomic
def adopt_assessment(assessment, *, by):
    """The signatory endorses it for the Government. It is frozen now and takes the place of the version before."""
    assessment = _lock(assessment)
    if not policies.can_sign(by, assessment):
        raise PermissionDenied
    ASSESSMENT_WORKFLOW.next_state(assessment.state, "adopt")
    former = _in_force(assessment)
    if former is not None:
        _move(former, "supersede", "assessment.superseded", by=by, reason=assessment.code)
    assessment.supersedes = former
    assessment.endorsed_on = clock.today()
    return _move(assessment, "adopt", "assessment.adopted", by=by, fields=["endorsed_on", "supersedes"])


def _lock(assessment) -> NeedsAssessment:
    held = NeedsAssessment.objects.select_for_update(of=("self",)).select_related("country", "created_by")
    return held.get(pk=assessment.pk)


def _open(assessment, by) -> NeedsAssessment:
    """The locked draft, for those who write it; whatever was handed over is frozen."""
    assessment = _lock(assessment)
    if not policies.can_write_assessment(by, assessment):
        raise PermissionDenied
    if assessment.state not in OPEN_STATES:
        raise RuleBroken(_("This assessment was handed over and is frozen. Begin a new version instead."))
    return assessment


def _in_force(assessment) -> NeedsAssessment | None:
    """The country's adopted version, locked."""
    adopted = NeedsAssessment.objects.filter(country=assessment.country_id, state=AssessmentState.ADOPTED)
    return adopted.exclude(kind=AssessmentKind.STATED).select_for_update().order_by("-number").first()


def _move(assessment, act, verb, *, by, fields=(), reason=""):
    before = assessment.state
    assessment.state = ASSESSMENT_WORKFLOW.next_state(before, act)
    save_change(assessment, by=by, fields=["state", *fields])
    event = audit.record(verb, assessment, by=by, from_state=before, to_state=assessment.state, reason=reason)
    notices.tell_of_assessment(event, assessment)
    return assessment
