"""A needs assessment in the making: what this reader may do with it, and the needs that stand in it."""

from dataclasses import dataclass

from needs.actions.lives import ASSESSMENTS
from needs.choices import AssessmentKind, AssessmentState
from needs.forms.assessments import ReturnAssessmentForm
from needs.models import AssessmentNeed, Need, NeedsAssessment


@dataclass(frozen=True)
class DraftEntry:
    """A need of the draft; ``is_carried`` where an adopted version holds its words."""

    need: Need
    rank: int | None
    is_carried: bool


def acts_of(user, assessment) -> dict:
    """Which acts this person may do now, and for whom the assessment waits."""
    acts = ASSESSMENTS.open_buttons(assessment, user) if user.is_authenticated else {}
    return {"acts": acts, "return_form": ReturnAssessmentForm()}


def version_in_force(assessment) -> NeedsAssessment | None:
    """The adopted version whose needs may be carried over; none for a first version."""
    adopted = NeedsAssessment.objects.filter(country=assessment.country_id, state=AssessmentState.ADOPTED)
    return adopted.exclude(kind=AssessmentKind.STATED).order_by("-number").first()


def entries_of(assessment) -> list[DraftEntry]:
    """The needs of the draft by rank."""
    entries = list(assessment.entries.select_related("need__theme"))
    others = AssessmentNeed.objects.filter(need__in=[entry.need_id for entry in entries])
    carried = set(others.exclude(assessment=assessment).values_list("need", flat=True))
    return [DraftEntry(entry.need, entry.rank, entry.need_id in carried) for entry in entries]
