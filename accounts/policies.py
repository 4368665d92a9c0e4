"""Who may do what to accounts and tokens (docs/design/security.md#who-may-do-what).

Where ``user`` is None, it is the operator at the portal's own command line.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import ApiToken, BrowserSession, User
from accounts.rights import ByTwo, is_power


def can_manage_accounts(user: User | None) -> bool:
    """The secretariat invites people, and so does the operator."""
    return user is None or user.speaks_as == Role.SECRETARIAT


def has_power(account: User) -> bool:
    """Whether two persons invite and enable this account (docs/design/security.md#two-persons)."""
    return is_power(account.role, account.is_signatory)


def can_make_account(user: User | None, account: User) -> bool:
    """Whoever manages accounts; an account without a power stands although its maker has left."""
    return can_manage_accounts(user) or not has_power(account)


def can_send_invitation(user: User | None, account: User) -> bool:
    """To an account with a power not the person who made it, or one could be two."""
    is_second = user is None or not has_power(account) or account.made_by_id != user.pk
    return can_manage_accounts(user) and is_second


def can_take_over(user: User | None, account: User) -> bool:
    """The secretariat, where a power was to be given by somebody who may no longer."""
    return can_manage_accounts(user) and not INVITING.stands(account)


def can_disable_account(user: User | None, account: User) -> bool:
    """The secretariat, but nobody shuts oneself out."""
    return can_manage_accounts(user) and (user is None or user.pk != account.pk)


def can_enable_account(user: User | None, account: User) -> bool:
    """Like disabling; an account with a power is enabled by two (partners.actions.confirm_role_change)."""
    return can_disable_account(user, account) and (user is None or not has_power(account))


def can_export_person(user: User | None, account: User | None) -> bool:
    """Everybody takes what is kept of oneself; the operator answers those who cannot sign in."""
    return user is None or user == account


def can_create_own_token(user: User) -> bool:
    """On the page: whoever speaks for an agency."""
    return user.speaks_as == Role.AGENCY


def can_create_token(user: User | None, account: User) -> bool:
    """An agency's account makes its own tokens; the secretariat and the operator make them for it."""
    return user is None or can_manage_accounts(user) or (can_create_own_token(user) and user.pk == account.pk)


def can_see_tokens(user: User) -> bool:
    """Agencies have tokens, the secretariat watches over them."""
    return can_create_own_token(user) or can_manage_accounts(user)


def can_revoke_token(user: User | None, token: ApiToken) -> bool:
    """The agency's own people, the secretariat and the operator."""
    return user is None or ApiToken.objects.visible_to(user).filter(pk=token.pk).exists()


def can_end_session(user: User, session: BrowserSession) -> bool:
    """Everybody ends one's own."""
    return session.account_id == user.pk


INVITING: ByTwo[User] = ByTwo(
    "made_by",
    can_make_account,
    can_send_invitation,
    _(
        "The person who created this account no longer belongs to the secretariat. Take the account over; then "
        "another member of the secretariat can send the invitation."
    ),
)

# Whose each act is.
ACCOUNT_ACTORS: dict[str, Callable[[User | None, User], bool]] = {
    "invite": can_send_invitation,
    "disable": can_disable_account,
    "enable": can_enable_account,
    "take_over": can_take_over,
    "erase": can_disable_account,
}
TOKEN_ACTORS: dict[str, Callable[[User | None, ApiToken], bool]] = {"revoke": can_revoke_token}
