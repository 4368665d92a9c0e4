"""Acts on meetings, on the status of reforms and on the report's masthead."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.database.codes import next_code
from core.edits import assign, check, save_change
from core.errors import RuleBroken
from governance import policies
from governance.choices import AskState
from governance.models import Meeting, Reform, ReformStatus, Session

MEETING_WRITTEN = (
    "title", "body", "group", "place", "country", "starts_on", "ends_on", "purpose", "outputs_text", "language",
    "visibility", "note", "origin", "origin_reference",
)  # fmt: skip
MASTHEAD = ("report_symbol", "report_masthead_on", "report_job_number")


@transaction.atomic
def record_meeting(*, by, countries=(), **values):
    """A meeting that took place, or is to take place."""
    if not policies.can_record(by):
        raise PermissionDenied
    meeting = Meeting(created_by=by, updated_by=by)
    assign(meeting, values, allowed=MEETING_WRITTEN)
    check(meeting)
    if meeting.starts_on and meeting.ends_on and meeting.starts_on > meeting.ends_on + "9":
        raise ValidationError({"ends_on": _("The meeting ends after it starts.")})
    meeting.code = next_code("MTG-", digits=3)
    meeting.save()
    meeting.countries.set(countries)
    audit.record("meeting.recorded", meeting, by=by)
    return meeting


@transaction.atomic
def report_reform(reform, *, by, state, text, reported_on, waits_for=""):
    """Enter the status of a reform for a reporting day; the printed columns of the package never change."""
    if not policies.can_record(by):
        raise PermissionDenied
    reform = Reform.objects.select_for_update().get(pk=reform.pk)
    status = ReformStatus(reform=reform, state=state, text=text, reported_on=reported_on, created_by=by, updated_by=by)
    check(status)
    if state == AskState.AWAITING_OTHER and not waits_for:
        raise ValidationError({"waits_for": _("Name the process that the reform waits for.")})
    if reform.statuses.filter(reported_on=reported_on).exists():
        raise RuleBroken(_("A status of that day is already on record."))
    status.save()
    before = reform.state
    if not reform.statuses.filter(reported_on__gt=reported_on).exists():
        reform.state, reform.waits_for = state, waits_for
        save_change(reform, by=by, fields=["state", "waits_for"])
    audit.record("reform.reported", reform, by=by, from_state=before, to_state=state, reason=text)
    return status


@transaction.atomic
def set_masthead(session, *, by, **values):
    """Symbol, date of submission and job number of the annual report to a session."""
    if not policies.can_record(by):
        raise PermissionDenied
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    fields = assign(session, values, allowed=MASTHEAD)
    check(session)
    save_change(session, by=by, fields=fields)
    audit.record("session.masthead_set", session, by=by)
    return session
