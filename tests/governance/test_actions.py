from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import RuleBroken
from governance import actions
from governance.choices import AskState, BudgetImplication
from governance.models import Meeting, Reform, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def reform(db):
    return Reform.objects.create(
        code="REF-01",
        number=1,
        title="One portal",
        budget_implication=BudgetImplication.NO,
        needs_council_decision=False,
        state=AskState.NOT_STARTED,
    )


def test_the_secretariat_records_meetings(secretariat, africa_office):
    actions.record_meeting(by=secretariat, title="Working group", starts_on="2010-03-17", ends_on="2010-03-18")
    with pytest.raises(ValidationError):
        actions.record_meeting(by=secretariat, title="Working group", starts_on="2010-03-17", ends_on="2010-03-16")
    with pytest.raises(PermissionDenied):
        actions.record_meeting(by=africa_office, title="Working group")
    assert Meeting.objects.count() == 1


def test_the_latest_report_is_the_state_of_a_reform(reform, secretariat):
    report = {"by": secretariat, "text": "Work goes on."}
    actions.report_reform(reform, state=AskState.IN_PROGRESS, reported_on=date(2010, 12, 1), **report)
    actions.report_reform(reform, state=AskState.NOT_STARTED, reported_on=date(2009, 12, 1), **report)
    reform.refresh_from_db()
    assert (reform.state, reform.statuses.count()) == (AskState.IN_PROGRESS, 2)
    with pytest.raises(RuleBroken):
        actions.report_reform(reform, state=AskState.COMPLETED, reported_on=date(2010, 12, 1), **report)
    with pytest.raises(ValidationError):
        actions.report_reform(reform, state=AskState.AWAITING_OTHER, reported_on=date(2011, 12, 1), **report)


def test_nobody_else_reports_reforms_or_sets_the_masthead(reform, africa_office):
    session = Session.objects.create(code="GC.26", organ="Council", title="Twenty-sixth session")
    with pytest.raises(PermissionDenied):
        actions.report_reform(
            reform, by=africa_office, state=AskState.COMPLETED, text="Done.", reported_on=date(2010, 12, 1)
        )
    with pytest.raises(PermissionDenied):
        actions.set_masthead(session, by=africa_office, report_symbol="UNEP/GC.26/99")


def test_the_masthead_of_a_report_is_set(secretariat):
    session = Session.objects.create(code="GC.26", organ="Council", title="Twenty-sixth session")
    actions.set_masthead(session, by=secretariat, report_symbol="UNEP/GC.26/99")
    session.refresh_from_db()
    assert session.report_symbol == "UNEP/GC.26/99"
    with pytest.raises(TypeError):
        actions.set_masthead(session, by=secretariat, code="GC.27")
