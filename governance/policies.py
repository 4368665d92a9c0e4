"""Who may do what to sessions, meetings and reforms (docs/design/security.md#who-may-do-what)."""

from accounts.choices import Role
from accounts.models import User


def can_record(user: User) -> bool:
    """The records of governance are the secretariat's to keep."""
    return user.speaks_as == Role.SECRETARIAT
