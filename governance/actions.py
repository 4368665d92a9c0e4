"""Acts on meetings, on the status of reforms and on the report's masthead."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.acts import add, allow, check_fields, create, fill, hold, note, require, save
from core.errors import RuleBroken
from governance import policies
from governance.choices import AskState, MeetingVerb, ReformVerb, SessionVerb
from governance.models import Meeting, Reform, ReformStatus, Session

MEETING_SET_WHEN_RECORDED = (
    "title", "body", "group", "place", "country", "starts_on", "ends_on", "purpose", "outputs_text", "language",
    "visibility", "note", "countries", "origin", "origin_reference",
)  # fmt: skip
MASTHEAD_EDITABLE = ("report_symbol", "report_masthead_on", "report_job_number")


@transaction.atomic
def record_meeting(*, by: User, **values: Any) -> Meeting:
    """A meeting that took place, or is to take place."""
    allow(policies.can_record, by)
    return create(
        Meeting(),
        MeetingVerb.RECORDED,
        by=by,
        values=values,
        allowed=MEETING_SET_WHEN_RECORDED,
        check=_check_meeting,
        code="MTG-",
    )


@transaction.atomic
def report_reform(
    reform: Reform, *, by: User, state: str, text: str, reported_on: date, waits_for: str = ""
) -> ReformStatus:
    """Enter the status of a reform for a reporting day; the printed columns of the package never change."""
    reform = hold(reform, by=by)
    require(policies.can_record(by))
    if state == AskState.AWAITING_OTHER and not waits_for:
        raise ValidationError({"waits_for": _("Enter the name of the process that the reform is waiting for.")})
    if reform.statuses.filter(reported_on=reported_on).exists():
        raise RuleBroken(_("A status has already been recorded for that day. Choose another day."))
    status = add(ReformStatus(reform=reform, state=state, text=text, reported_on=reported_on), by=by)
    before = reform.state
    if not reform.statuses.filter(reported_on__gt=reported_on).exists():
        save(reform, {"state": state, "waits_for": waits_for}, by=by)
    note(reform, ReformVerb.REPORTED, by=by, from_state=before, to_state=state, reason=text)
    return status


@transaction.atomic
def set_masthead(session: Session, *, by: User, **values: Any) -> Session:
    """Symbol, date of submission and job number of the annual report to a session."""
    session = hold(session, by=by)
    require(policies.can_record(by))
    fill(session, values, allowed=MASTHEAD_EDITABLE)
    save(session, values, by=by)
    note(session, SessionVerb.MASTHEAD_SET, by=by)
    return session


def _check_meeting(meeting: Meeting) -> None:
    check_fields(meeting)
    if meeting.starts_on and meeting.ends_on and meeting.starts_on > meeting.ends_on + "9":
        raise ValidationError({"ends_on": _("Enter an end date that is not before the start of the meeting.")})
