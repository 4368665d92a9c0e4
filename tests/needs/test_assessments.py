import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken, Stale
from core.models import AuditEvent
from needs import actions
from needs.choices import AssessmentKind, AssessmentState, NeedStatus
from needs.models import NeedsAssessment
from tests.factories import AssessmentFactory, NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(kenya_government, kenya, freshwater):
    assessment = actions.draft_assessment(
        by=kenya_government, country=kenya, title="Capacity self-assessment", kind=AssessmentKind.COMPREHENSIVE
    )
    actions.add_need(assessment, by=kenya_government, rank=1, statement="Know the rivers.", theme=freshwater)
    return assessment


def test_a_country_drafts_submits_and_its_signatory_adopts(draft, kenya_government, kenya_signatory):
    assert (draft.code, draft.number) == ("NA-KEN-01", 1)
    actions.consult_assessment(draft, by=kenya_government)
    actions.submit_assessment(draft, by=kenya_government)
    actions.adopt_assessment(draft, by=kenya_signatory)
    draft.refresh_from_db()
    assert (draft.state, draft.endorsed_on) == (AssessmentState.ADOPTED, clock.today())
    assert draft.entries.get().need.code == "NEED-KEN-01"
    assert AuditEvent.objects.filter(verb="assessment.adopted", actor=kenya_signatory).count() == 1


def test_an_adopted_assessment_is_frozen_with_its_needs(draft, kenya_government, kenya_signatory, freshwater):
    actions.submit_assessment(draft, by=kenya_government)
    actions.adopt_assessment(draft, by=kenya_signatory)
    need = draft.needs.get()
    for act in (
        lambda: actions.edit_assessment(draft, by=kenya_government, version=3, title="Another"),
        lambda: actions.add_need(draft, by=kenya_government, rank=2, statement="More.", theme=freshwater),
        lambda: actions.edit_need(need, by=kenya_government, version=1, statement="Other."),
        lambda: actions.adopt_assessment(draft, by=kenya_signatory),
        lambda: actions.return_assessment(draft, by=kenya_signatory, reason="Again."),
    ):
        with pytest.raises(RuleBroken):
            act()


def test_a_new_version_carries_open_needs_over_and_takes_the_place_of_the_former(
    draft, kenya_government, kenya_signatory, kenya, freshwater
):
    met = actions.add_need(draft, by=kenya_government, rank=2, statement="Know the lakes.", theme=freshwater)
    actions.submit_assessment(draft, by=kenya_government)
    actions.adopt_assessment(draft, by=kenya_signatory)
    met.status = NeedStatus.MET
    met.save()

    update = actions.draft_assessment(
        by=kenya_government, country=kenya, title="Update", kind=AssessmentKind.COMPREHENSIVE
    )
    assert actions.carry_needs_over(update, by=kenya_government) == 1
    assert actions.carry_needs_over(update, by=kenya_government) == 0
    actions.submit_assessment(update, by=kenya_government)
    actions.adopt_assessment(update, by=kenya_signatory)

    draft.refresh_from_db()
    update.refresh_from_db()
    assert (draft.state, update.supersedes, update.number) == (AssessmentState.SUPERSEDED, draft, 2)
    assert [entry.need.code for entry in update.entries.all()] == ["NEED-KEN-01"]


@pytest.mark.parametrize("person", ["kenya_government", "peru_government", "africa_office", "secretariat"])
def test_nobody_else_adopts(person, request):
    assessment = AssessmentFactory(submitted=True, needs=[NeedFactory()])
    with pytest.raises(PermissionDenied):
        actions.adopt_assessment(assessment, by=request.getfixturevalue(person))


@pytest.mark.parametrize("person", ["peru_government", "asia_office", "secretariat", "agency_member"])
def test_only_the_country_and_its_office_draft(person, request, kenya):
    with pytest.raises(PermissionDenied):
        actions.draft_assessment(
            by=request.getfixturevalue(person), country=kenya, title="Another", kind=AssessmentKind.SECTORAL
        )
    assert not NeedsAssessment.objects.exists()


def test_a_draft_is_not_adopted(draft, kenya_signatory):
    with pytest.raises(RuleBroken):
        actions.adopt_assessment(draft, by=kenya_signatory)


def test_an_assessment_without_needs_is_not_submitted(kenya_government):
    with pytest.raises(RuleBroken):
        actions.submit_assessment(AssessmentFactory(), by=kenya_government)


@pytest.mark.parametrize(
    ("person", "may"), [("africa_office", True), ("kenya_signatory", True), ("asia_office", False)]
)
def test_the_office_or_the_signatory_returns_it(person, may, request):
    assessment = AssessmentFactory(submitted=True)
    if may:
        actions.return_assessment(assessment, by=request.getfixturevalue(person), reason="Costs are missing.")
        assessment.refresh_from_db()
        assert assessment.state == AssessmentState.RETURNED
    else:
        with pytest.raises(PermissionDenied):
            actions.return_assessment(assessment, by=request.getfixturevalue(person), reason="Costs are missing.")


def test_edits_name_the_version_they_read(draft, kenya_government):
    need = draft.needs.get()
    actions.edit_assessment(draft, by=kenya_government, version=1, summary="Ten needs.")
    actions.edit_need(need, by=kenya_government, version=1, statement="Know the lakes.")
    with pytest.raises(Stale):
        actions.edit_assessment(draft, by=kenya_government, version=1, summary="Nine needs.")
    with pytest.raises(Stale):
        actions.edit_need(need, by=kenya_government, version=1, statement="Know the seas.")


def test_there_is_nothing_to_carry_over_into_the_first_version(draft, kenya_government):
    with pytest.raises(RuleBroken):
        actions.carry_needs_over(draft, by=kenya_government)


@pytest.mark.parametrize("person", ["peru_government", "africa_office", "secretariat", "agency_member"])
def test_only_the_country_works_on_its_draft(person, request, draft, freshwater):
    user = request.getfixturevalue(person)
    for act in (
        lambda: actions.edit_assessment(draft, by=user, version=1, title="Another"),
        lambda: actions.add_need(draft, by=user, rank=2, statement="More.", theme=freshwater),
        lambda: actions.edit_need(draft.needs.get(), by=user, version=1, statement="Other."),
        lambda: actions.carry_needs_over(draft, by=user),
        lambda: actions.consult_assessment(draft, by=user),
        lambda: actions.submit_assessment(draft, by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()
