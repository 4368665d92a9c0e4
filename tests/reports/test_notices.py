"""Who is told what of the report to the Council."""

import pytest

from core import audit
from core.models import Letter
from reports import actions
from reports.choices import ReportState
from reports.models import Report
from reports.notices import notify_of_report
from tests.letters import told

FIRST, SECOND = "Secretariat", "Second of the secretariat"
AFRICA, ASIA = "Office for Africa", "Office for Asia and the Pacific"


@pytest.fixture(autouse=True)
def onlookers(secretariat, second_secretariat, africa_office, asia_office, kenya_signatory, agency_member):
    """Everybody who could be told."""


def built(report, **columns):
    """The line that the worker writes when a build has ended."""
    Report.objects.filter(pk=report.pk).update(**columns)
    report.refresh_from_db()
    notify_of_report(audit.write("report.built", report, by=None, to_state=ReportState.READY), report)


def test_a_report_that_was_built_is_told_to_the_secretariat(ready_report, secretariat):
    built(ready_report, requested_by=secretariat)
    assert told() >= {("report_ready", FIRST), ("report_ready", SECOND)}
    assert not {name for _notice, name in told()} & {AFRICA, ASIA}
    assert f"http://localhost:8000/reports/{ready_report.code}/\n" in Letter.objects.first().body


def test_an_office_is_told_of_the_build_that_it_ordered(ready_report, africa_office):
    built(ready_report, requested_by=africa_office)
    assert ("report_ready", AFRICA) in told()
    assert ("report_ready", ASIA) not in told()


def test_clearing_is_told_to_the_rest_of_the_secretariat(ready_report, secretariat):
    actions.clear_report(ready_report, by=secretariat)
    names = {name for _notice, name in told("report.cleared")}
    assert SECOND in names
    assert not names & {FIRST, AFRICA, ASIA}


def test_issuing_is_told_to_secretariat_and_offices(ready_report, secretariat, second_secretariat):
    actions.clear_report(ready_report, by=secretariat)
    actions.issue_report(ready_report, by=second_secretariat)
    names = {name for _notice, name in told("report.issued")}
    assert names >= {FIRST, AFRICA, ASIA}
    assert not names & {SECOND, "Signatory of Kenya", "Member of the river institute"}


@pytest.mark.slow
def test_the_worker_tells_when_it_has_built(built_report):
    assert ("report_ready", SECOND) in told("report.built")
