"""Who may do what with a report (docs/design/security.md#who-may-do-what). Deny is the default."""

from accounts.choices import Role
from reports.choices import ReportState


def _is_secretariat(user) -> bool:
    return getattr(user, "role", None) == Role.SECRETARIAT


def can_order(user) -> bool:
    """The secretariat orders reports, and a regional office may order a draft."""
    return getattr(user, "role", None) in (Role.SECRETARIAT, Role.REGIONAL_OFFICE)


def can_write_narrative(user, report) -> bool:
    """Texts belong to the secretariat."""
    return _is_secretariat(user)


def can_clear(user, report) -> bool:
    """The secretariat clears a report for issue."""
    return _is_secretariat(user)


def can_issue(user, report) -> bool:
    """Issuing needs a second person of the secretariat: not the one who cleared the report."""
    return _is_secretariat(user) and report.cleared_by_id != user.pk


def may_see_drafts(user) -> bool:
    """Reports in the making are open to those who make them."""
    return can_order(user)


def takes_texts(report) -> bool:
    """Texts rest while the report is built and once it is cleared."""
    return report.state in (ReportState.READY, ReportState.FAILED)
