"""Who may do what to accounts and tokens (security requirements, sections 3 and 4)."""

from accounts.choices import Role


def can_manage_accounts(user) -> bool:
    """The secretariat invites people; ``None`` is the operator at the portal's own command line."""
    return user is None or user.role == Role.SECRETARIAT


def can_create_token(user, account) -> bool:
    """An agency's account makes its own tokens; the secretariat and the operator make them for it."""
    return can_manage_accounts(user) or (user.role == Role.AGENCY and user.pk == account.pk)
