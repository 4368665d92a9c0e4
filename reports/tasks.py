"""What workers do for the reports."""

from celery import shared_task

from core import jobs
from reports import actions
from reports.models import Report


@shared_task(name=Report.task_name)
def build_report(report_id):
    """Run it once or five times: finished steps are skipped, an issued report is never touched."""
    with jobs.claim(Report, report_id) as held:
        if held is not None:
            actions.build_report(held)
