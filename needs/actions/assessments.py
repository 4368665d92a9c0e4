"""Needs assessments: drafted by the country or for it by its office, adopted by its signatory, then frozen.

An update is a new version.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import create, edit, hold, lock, lock_all, move, note, require, require_version, save
from core.errors import RuleBroken
from needs import policies
from needs.actions.lives import ASSESSMENTS
from needs.choices import (
    ASSESSMENT_WORKFLOW,
    OPEN_ASSESSMENT_STATES,
    AssessmentKind,
    AssessmentState,
    AssessmentVerb,
    NeedScope,
    NeedStatus,
    NeedVerb,
)
from needs.models import AssessmentNeed, Need, NeedsAssessment
from reference.models import Country

EDITABLE = (
    "title", "kind", "as_of", "built_upon", "consulted", "summary", "restricted_text", "language", "visibility", "note",
)  # fmt: skip
NEED_EDITABLE = (
    "statement", "theme", "expected_change", "indicator", "baseline", "estimated_cost", "currency", "as_of", "language",
    "visibility", "note", "areas", "capacity_types", "meas", "sdg_targets",
)  # fmt: skip
SET_WHEN_DRAFTED = ("origin", "origin_reference")


@transaction.atomic
def draft_assessment(*, by: User, country: Country, **values: Any) -> NeedsAssessment:
    """Begin the country's next version; its regional office may do so for it."""
    country = hold(country, by=by)  # two drafts at once would take the same number
    require(policies.can_begin_assessment(by, country))
    versions = NeedsAssessment.objects.filter(country=country).exclude(kind=AssessmentKind.STATED)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    assessment = NeedsAssessment(country=country, scope=NeedScope.COUNTRY, region=country.region, number=number)
    allowed, code = EDITABLE + SET_WHEN_DRAFTED, f"NA-{country.pk}-"
    return create(assessment, AssessmentVerb.DRAFTED, by=by, values=values, allowed=allowed, code=code, digits=2)


@transaction.atomic
def edit_assessment(assessment: NeedsAssessment, *, by: User, version: int, **values: Any) -> NeedsAssessment:
    """Change the draft. Raises Stale when somebody changed it since ``version`` was read."""
    assessment = ASSESSMENTS.take(assessment, "edit", by=by)
    return ASSESSMENTS.edit(assessment, by=by, version=version, values=values, allowed=EDITABLE)


@transaction.atomic
def add_need(assessment: NeedsAssessment, *, by: User, rank: int, copy_of: Need | None = None, **values: Any) -> Need:
    """Write a need into the draft, with its rank in this version (1 is first). Its code lives as long as the need.

    A copy is shared as narrowly as its original.
    """
    assessment = ASSESSMENTS.take(assessment, "edit", by=by)
    if copy_of is not None:
        values = {"visibility": copy_of.visibility} | values
    need = create(
        Need(scope=NeedScope.COUNTRY, region_id=assessment.region_id),
        NeedVerb.ADDED,
        by=by,
        values=values,
        allowed=NEED_EDITABLE + SET_WHEN_DRAFTED,
        code=f"NEED-{assessment.country_id}-",
        digits=2,
        data={"assessment": assessment.code},
    )
    need.countries.set([assessment.country_id])  # type: ignore[list-item]
    AssessmentNeed.objects.create(assessment=assessment, need=need, rank=rank, created_by=by, updated_by=by)
    return need


@transaction.atomic
def edit_need(need: Need, *, by: User, version: int, **values: Any) -> Need:
    """Change a need that no adopted version holds yet. Raises Stale when it changed since ``version`` was read."""
    need = hold(need, by=by, under=need.assessments.order_by("pk"))
    holding = need.assessments.select_related("country", "created_by")
    require(any(policies.can_write_assessment(by, assessment) for assessment in holding))
    if any(assessment.state not in OPEN_ASSESSMENT_STATES for assessment in holding):
        raise RuleBroken(
            _(
                "This need belongs to an assessment that has been submitted, so it cannot be changed. A new "
                "version can state it in other words."
            )
        )
    return edit(need, NeedVerb.EDITED, by=by, version=version, values=values, allowed=NEED_EDITABLE)


@transaction.atomic
def edit_entry(entry: AssessmentNeed, *, by: User, version: int, rank: int, **values: Any) -> Need:
    """Change a need and its rank in the draft together. Raises Stale when the need changed since it was read."""
    ASSESSMENTS.take(entry.assessment, "edit", by=by)
    entry = lock(entry, "need")
    need = edit_need(entry.need, by=by, version=version, **values)
    save(entry, {"rank": rank}, by=by)
    return need


@transaction.atomic
def rank_need(entry: AssessmentNeed, *, by: User, version: int, rank: int) -> AssessmentNeed:
    """Give a need another rank in the draft; so may also one whose words an adopted version holds."""
    ASSESSMENTS.take(entry.assessment, "edit", by=by)
    entry = lock(entry, "need")
    require_version(entry, version)
    save(entry, {"rank": rank}, by=by)
    note(entry.need, NeedVerb.RANKED, by=by, data={"rank": rank})
    return entry


@transaction.atomic
def remove_need(entry: AssessmentNeed, *, by: User) -> None:
    """Take a need out of the draft. One that stands in no other version is no longer on record at all."""
    assessment = ASSESSMENTS.take(entry.assessment, "edit", by=by)
    entry = lock(entry)
    need = lock(entry.need)
    note(need, NeedVerb.REMOVED, by=by, data={"assessment": assessment.code})
    entry.delete()
    if need.entries.exists():
        return
    if need.assistance_requests.exists():
        raise RuleBroken(_("A request names this need, so it cannot be removed from the draft."))
    try:
        need.delete()
    except ProtectedError:
        raise RuleBroken(_("Other records name this need, so it cannot be removed from the draft.")) from None


@transaction.atomic
def carry_needs_over(assessment: NeedsAssessment, *, by: User) -> int:
    """Take the needs of the version in force that are not met into this draft, with their ranks. Answers how many."""
    assessment = ASSESSMENTS.take(assessment, "carry_over", by=by)
    current = _in_force(assessment)
    if current is None:
        raise RuleBroken(_("There is no adopted assessment from which needs can be carried over."))
    entries = current.entries.exclude(need__status=NeedStatus.MET).exclude(need__in=assessment.needs.all())
    carried = [
        AssessmentNeed(assessment=assessment, need_id=entry.need_id, rank=entry.rank, created_by=by, updated_by=by)
        for entry in entries
    ]
    AssessmentNeed.objects.bulk_create(carried)
    ASSESSMENTS.note(assessment, "carry_over", by=by, data={"from": current.code, "needs": len(carried)})
    return len(carried)


@transaction.atomic
def consult_assessment(assessment: NeedsAssessment, *, by: User) -> NeedsAssessment:
    """The draft goes to those consulted in the country."""
    assessment = ASSESSMENTS.take(assessment, "consult", by=by)
    return ASSESSMENTS.move(assessment, "consult", by=by)


@transaction.atomic
def submit_assessment(assessment: NeedsAssessment, *, by: User) -> NeedsAssessment:
    """The draft is ready: the office may read it, the signatory may adopt it."""
    assessment = ASSESSMENTS.take(assessment, "submit", by=by)
    if not assessment.entries.exists():
        raise RuleBroken(_("An assessment must name at least one need. Add a need before you submit it."))
    changes = {"submitted_on": assessment.submitted_on or clock.today()}
    return ASSESSMENTS.move(assessment, "submit", by=by, changes=changes)


@transaction.atomic
def return_assessment(assessment: NeedsAssessment, *, by: User, reason: str) -> NeedsAssessment:
    """The office, or the signatory of the country, gives it back for more work."""
    assessment = ASSESSMENTS.take(assessment, "return", by=by)
    return ASSESSMENTS.move(assessment, "return", by=by, reason=reason)


@transaction.atomic
def adopt_assessment(assessment: NeedsAssessment, *, by: User) -> NeedsAssessment:
    """The signatory endorses it for the Government. It is frozen now and takes the place of the version before."""
    assessment = ASSESSMENTS.take(assessment, "adopt", by=by)
    former = _in_force(assessment)
    if former is not None:
        move(former, ASSESSMENT_WORKFLOW, "supersede", by=by, data={"by": assessment.code})
    changes = {"endorsed_on": clock.today(), "supersedes": former}
    return ASSESSMENTS.move(assessment, "adopt", by=by, changes=changes)


def _in_force(assessment: NeedsAssessment) -> NeedsAssessment | None:
    """The country's adopted version, locked."""
    adopted = NeedsAssessment.objects.filter(country=assessment.country_id, state=AssessmentState.ADOPTED)
    return lock_all(adopted.exclude(kind=AssessmentKind.STATED)).order_by("-number").first()
