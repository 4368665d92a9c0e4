"""Who may do what with a report (docs/design/security.md#who-may-do-what). Deny is the default."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader
from accounts.rights import ByTwo
from reports.choices import MAKERS
from reports.models import Report


def _is_secretariat(user: Reader) -> bool:
    return getattr(user, "speaks_as", None) == Role.SECRETARIAT


def can_order(user: Reader) -> bool:
    """The secretariat orders reports, and a regional office may order a draft; they also follow how one is made."""
    return getattr(user, "speaks_as", None) in MAKERS


def can_rebuild(user: Reader, report: Report) -> bool:
    """Whoever may order a report may have it built again."""
    return can_order(user)


def can_write_narrative(user: Reader, report: Report) -> bool:
    """Texts belong to the secretariat."""
    return _is_secretariat(user)


def can_clear(user: Reader, report: Report) -> bool:
    """The secretariat clears a report for issue, and deals with it from there on."""
    return _is_secretariat(user)


def can_issue(user: Reader, report: Report) -> bool:
    """Issuing needs a second person of the secretariat: not the one who cleared the report."""
    return can_clear(user, report) and report.cleared_by_id != user.pk


ISSUING: ByTwo[Report] = ByTwo(
    "cleared_by",
    can_clear,
    can_issue,
    _(
        "The person who cleared this report no longer belongs to the secretariat. Reopen the report and clear it "
        "again; then a second person can issue it."
    ),
)

# Whose each act is. That the second person issues is a rule told in words and not a refusal (actions.issue_report).
REPORT_ACTORS: dict[str, Callable[[Any, Report], bool]] = {
    "rebuild": can_rebuild,
    "write": can_write_narrative,
    "clear": can_clear,
    "reopen": can_clear,
    "issue": can_clear,
}
