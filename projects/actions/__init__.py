"""Every act on projects, their results, their money and their lessons."""

from projects.actions.lessons import add_lesson, publish_lesson
from projects.actions.money import record_contribution, record_fund_expenditure
from projects.actions.projects import (
    cancel_project,
    cancel_projects,
    close_project,
    edit_project,
    note_rating,
    open_project,
    open_response_project,
    record_coordination,
    report_delivery,
    share_project,
    start_project,
)
from projects.actions.results import add_activity, add_indicator, record_measurement, record_milestone
from projects.actions.taking_part import (
    accept_invitation,
    add_country,
    add_partner,
    decline_invitation,
    withdraw_invitation,
)

__all__ = [
    "accept_invitation",
    "add_activity",
    "add_country",
    "add_indicator",
    "add_lesson",
    "add_partner",
    "cancel_project",
    "cancel_projects",
    "close_project",
    "decline_invitation",
    "edit_project",
    "note_rating",
    "open_project",
    "open_response_project",
    "publish_lesson",
    "record_contribution",
    "record_coordination",
    "record_fund_expenditure",
    "record_measurement",
    "record_milestone",
    "report_delivery",
    "share_project",
    "start_project",
    "withdraw_invitation",
]
