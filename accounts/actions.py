"""Every act on accounts, invitations, sessions and tokens."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import api_tokens, policies
from accounts.choices import ACCOUNT_WORKFLOW, TOKEN_WORKFLOW, AccountVerb, Role, Scope, TokenVerb
from accounts.models import ApiToken, BrowserSession, Invitation, User
from accounts.signing_in import letters, lockout
from accounts.signing_in.credentials import choose_password
from core import clock
from core.acts import Life, allow, create, fill, hold, hold_people, lock, note, only_one, require, save
from core.choices import Origin
from core.errors import RuleBroken
from core.text.languages import Language
from reference.models import Country, Mea, Region

TOKEN_DAYS = 90
TOKEN_DAYS_AT_MOST = 365
TOKENS_AT_MOST = 10
EDITABLE_BY_OWNER = ("name", "language", "wants_letters")

ACCOUNTS: Life[User] = Life(ACCOUNT_WORKFLOW, policies.ACCOUNT_ACTORS)
TOKENS: Life[ApiToken] = Life(TOKEN_WORKFLOW, policies.TOKEN_ACTORS, ("account",), under=("account",))


@transaction.atomic
def create_account(
    *,
    by: User | None,
    email: str,
    name: str,
    role: str,
    country: Country | None = None,
    region: Region | None = None,
    meas: Iterable[Mea] = (),
    is_signatory: bool = False,
    language: str = Language.ENGLISH,
    origin: str = Origin.PORTAL,
    password: str | None = None,
) -> User:
    """An account for one person, with one role and its scope. Without a password nobody can sign in with it yet."""
    allow(policies.can_manage_accounts, by)
    check_scope(role, country, region, is_signatory)
    if password is not None:
        validate_password(password)
    with only_one(_("An account with this email address already exists.")):
        user = User.objects.create_user(
            email,
            password,
            name=name,
            role=role,
            country=country,
            region=region,
            is_signatory=is_signatory,
            language=language,
            origin=origin,
            made_by=by,
        )
    user.meas.set(meas)
    note(user, AccountVerb.CREATED, by=by, to_state=role)
    return user


@transaction.atomic
def set_password(account: User, *, by: User | None, password: str) -> User:
    """Give the account a new password; every session of it ends."""
    account = hold(account, by=by)
    require(policies.can_manage_accounts(by))
    choose_password(account, password)
    note(account, AccountVerb.PASSWORD_SET, by=by)
    return account


@transaction.atomic
def send_invitation(account: User, *, by: User | None) -> Invitation:
    """Mail the link by which an invited person chooses a password; earlier links end with it.

    Raises lockout.Closed when too many letters went to the address.
    """
    account = ACCOUNTS.take(account, "invite", by=by)
    lockout.count(lockout.LETTERS, account.email)
    invitation = Invitation.objects.create(account=account, sent_by=by)
    ACCOUNTS.move(account, "invite", by=by)
    letters.write_to(account.email, letters.INVITATION)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str) -> User:
    """The invited person chooses a password; the link has done its work and opens nothing any more."""
    account = lock(invitation.account)
    invitation = account.invitations.get(pk=invitation.pk)
    if not invitation.is_open():
        raise RuleBroken(_("This link has already been used or has expired. Ask for a new one."))
    choose_password(account, password)
    save(invitation, {"used_at": clock.now()}, by=account)
    note(account, AccountVerb.INVITATION_ACCEPTED, by=account)
    return account


@transaction.atomic
def change_role(
    account: User,
    *,
    by: User | None,
    role: str,
    country: Country | None = None,
    region: Region | None = None,
    meas: Iterable[Mea] = (),
    is_signatory: bool = False,
) -> User:
    """The person speaks for somebody else from now on; what the former role had opened ends.

    A part of partners.actions.confirm_role_change, which asks for two persons.
    """
    account = hold(account, by=by)
    require(policies.can_manage_accounts(by))
    check_scope(role, country, region, is_signatory)
    before = account.role
    save(account, {"role": role, "country": country, "region": region, "is_signatory": is_signatory}, by=by)
    account.meas.set(meas)
    end_access(account)
    note(account, AccountVerb.ROLE_CHANGED, by=by, from_state=before, to_state=role)
    return account


@transaction.atomic
def edit_own_account(account: User, **values: Any) -> User:
    """What people may change of their own account themselves."""
    account = hold(account, by=account)
    fill(account, values, allowed=EDITABLE_BY_OWNER)
    save(account, values, by=account)
    note(account, AccountVerb.EDITED, by=account)
    return account


@transaction.atomic
def disable_account(account: User, *, by: User | None, reason: str, with_agency: bool = False) -> User:
    """The person is a visitor from the next request on; sessions and tokens end for good, links open nothing."""
    account = ACCOUNTS.take(account, "disable", by=by)
    end_access(account)
    changes = {"is_active": False, "disabled_with_agency": with_agency}
    return ACCOUNTS.move(account, "disable", by=by, changes=changes, reason=reason)


@transaction.atomic
def enable_account(account: User, *, by: User | None, reason: str) -> User:
    """The person may sign in again, with the password of before; tokens are made anew."""
    account = ACCOUNTS.take(account, "enable", by=by)
    changes = {"is_active": True, "disabled_with_agency": False}
    return ACCOUNTS.move(account, "enable", by=by, changes=changes, reason=reason)


@transaction.atomic
def end_session(session: BrowserSession, *, by: User) -> None:
    """Whoever sits at that browser is a visitor from the next request on."""
    allow(policies.can_end_session, by, session)
    ended, _rows = by.sessions.filter(pk=session.pk).delete()
    if ended:
        note(by, AccountVerb.SESSION_ENDED, by=by, data={"device": session.device})


@transaction.atomic
def end_other_sessions(*, by: User, keep: str | None) -> int:
    """All one's browsers but the one whose session key is ``keep``; answers how many."""
    hold_people(by)
    ended, _rows = by.sessions.exclude(pk=keep).delete()
    if ended:
        note(by, AccountVerb.OTHER_SESSIONS_ENDED, by=by, data={"sessions": ended})
    return ended


def end_access(account: User) -> None:
    """End every session and token of a locked account whose rights have changed. A part of other acts."""
    account.sessions.all().delete()
    account.tokens.filter(revoked_at__isnull=True).update(revoked_at=clock.now())


@transaction.atomic
def create_token(
    account: User, *, by: User | None, name: str, scopes: Collection[str], days: int = TOKEN_DAYS
) -> tuple[ApiToken, str]:
    """A key for an agency's system. Answers the row and the token itself, which is shown this once and never stored."""
    account = _hold_with_colleagues(account, by=by)
    require(policies.can_create_token(by, account))
    if account.role != Role.AGENCY:
        raise ValidationError(_("Only accounts of partner agencies can have tokens."))
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValidationError({"scopes": _("Choose what the token may do.")})
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise ValidationError(
            {"days": _("A token is valid for one day to one year. Enter a number of days from 1 to 365.")}
        )
    if ApiToken.objects.of_agency_of(account).usable().count() >= TOKENS_AT_MOST:
        raise RuleBroken(_("An agency can have at most ten tokens. Revoke one before you create another."))
    text = api_tokens.make()
    token = ApiToken(
        account=account,
        name=name,
        prefix=text.prefix,
        secret_hash=text.secret_hash,
        scopes=list(scopes),
        expires_at=clock.now() + timedelta(days=days),
    )
    return create(token, TokenVerb.CREATED, by=by), str(text)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None, reason: str = "") -> ApiToken:
    """The token is refused from now on."""
    token = TOKENS.take(token, "revoke", by=by)
    return TOKENS.move(token, "revoke", by=by, changes={"revoked_at": clock.now()}, reason=reason)


def check_scope(role: str, country: Country | None, region: Region | None, is_signatory: bool) -> None:
    """A role speaks for somebody; whom an agency's account speaks for is told by partners."""
    if role == Role.GOVERNMENT and country is None:
        raise ValidationError({"country": _("Choose a country for a government account.")})
    if role == Role.REGIONAL_OFFICE and region is None:
        raise ValidationError({"region": _("Choose a region for a regional office account.")})
    if is_signatory and role != Role.GOVERNMENT:
        raise ValidationError({"is_signatory": _("Only a government account can be a signatory.")})


def _hold_with_colleagues(account: User, *, by: User | None) -> User:
    """The account, and with it all that share its agency's tokens, so that they count them one after another."""
    hold_people(by, *User.objects.colleagues_of(account))
    return hold(account, by=by)
