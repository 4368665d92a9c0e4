"""Who may do what to accounts and tokens (docs/design/security.md#who-may-do-what)."""

from accounts.choices import Role
from accounts.models import ApiToken


def can_manage_accounts(user) -> bool:
    """The secretariat invites people; ``None`` is the operator at the portal's own command line."""
    return user is None or user.role == Role.SECRETARIAT


def can_send_invitation(user, account) -> bool:
    """Into the secretariat a second person invites, or one could be two (docs/design/security.md#two-persons)."""
    is_second = user is None or account.role != Role.SECRETARIAT or account.made_by_id != user.pk
    return can_manage_accounts(user) and is_second


def can_create_token(user, account) -> bool:
    """An agency's account makes its own tokens; the secretariat and the operator make them for it."""
    return can_manage_accounts(user) or (user.role == Role.AGENCY and user.pk == account.pk)


def can_create_own_token(user) -> bool:
    """On the page: whoever speaks for an agency."""
    return user.role == Role.AGENCY


def can_see_tokens(user) -> bool:
    """Agencies have tokens, the secretariat watches over them."""
    return user.role in (Role.AGENCY, Role.SECRETARIAT)


def can_revoke_token(user, token) -> bool:
    """The agency's own people, the secretariat and the operator."""
    return can_manage_accounts(user) or ApiToken.objects.visible_to(user).filter(pk=token.pk).exists()


def can_disable_account(user, account) -> bool:
    """The secretariat, but nobody shuts oneself out."""
    return can_manage_accounts(user) and (user is None or user.pk != account.pk)
