"""Every act on accounts, invitations, sessions and tokens."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import api_tokens, hooks, policies
from accounts.choices import ACCOUNT_WORKFLOW, TOKEN_WORKFLOW, AccountVerb, Role, Scope, TokenVerb
from accounts.models import AccountLetter, ApiToken, BrowserSession, Invitation, User
from accounts.rights import changes_rights, hold_accounts
from accounts.signing_in import letters, lockout
from accounts.signing_in.credentials import choose_password
from core import clock
from core.acts import Life, allow, changed_fields, create, fill, hold, hold_people, lock, note, only_one, require, save
from core.choices import Origin
from core.errors import RuleBroken
from core.text.languages import Language
from reference.models import Country, Mea, Region

TOKEN_DAYS = 90
TOKEN_DAYS_AT_MOST = 365
TOKENS_AT_MOST = 10
ENABLED = {"is_active": True, "disabled_with_agency": False}
EDITABLE_BY_OWNER = ("name", "language", "wants_letters")

ACCOUNTS: Life[User] = Life(ACCOUNT_WORKFLOW, policies.ACCOUNT_ACTORS)
TOKENS: Life[ApiToken] = Life(TOKEN_WORKFLOW, policies.TOKEN_ACTORS, ("account",), under=("account",))


class AddressTaken(RuleBroken):
    """Somebody has an account with this address."""


@changes_rights
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
    agency: Any = None,
    is_signatory: bool = False,
    language: str = Language.ENGLISH,
    origin: str = Origin.PORTAL,
    password: str | None = None,
) -> User:
    """An account for one person, with one role and its scope. Without a password nobody can sign in with it yet."""
    allow(policies.can_manage_accounts, by)
    check_scope(role, country=country, region=region, meas=meas, agency=agency, is_signatory=is_signatory)
    if password is not None:
        validate_password(password, User(email=email, name=name, country=country, region=region))
    with only_one(_("An account with this email address already exists."), refused=AddressTaken):
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
    hooks.placed(user, agency, by)
    note(user, AccountVerb.CREATED, by=by, to_state=role)
    return user


@changes_rights
@transaction.atomic
def set_password(account: User, *, by: User | None, password: str) -> User:
    """Give the account a new password; every session of it ends."""
    account = hold(account, by=by)
    require(policies.can_manage_accounts(by))
    choose_password(account, password)
    note(account, AccountVerb.PASSWORD_SET, by=by)
    return account


@changes_rights
@transaction.atomic
def send_invitation(account: User, *, by: User | None) -> Invitation:
    """Mail the link by which an invited person chooses a password; earlier links end with it.

    Raises lockout.Closed when too many letters went to the address, or too many were sent by this person.
    """
    hold_accounts(account.pk, account.made_by_id, by.pk if by else None)
    account = ACCOUNTS.take(account, "invite", by=by)
    policies.INVITING.judge(account, by=by)
    lockout.count(lockout.INVITATIONS.of(account.email))
    if by is not None:
        lockout.count(lockout.INVITATIONS_BY.of(by.email))
    invitation = Invitation.objects.create(account=account, sent_by=by)
    ACCOUNTS.move(account, "invite", by=by)
    letters.write_to(account.email, letters.INVITATION)
    return invitation


@changes_rights
@transaction.atomic
def take_over(account: User, *, by: User) -> User:
    """This person answers for the power that was to be given by somebody who may no longer; another one invites."""
    hold_accounts(account.pk, account.made_by_id, by.pk)
    account = ACCOUNTS.take(account, "take_over", by=by)
    return ACCOUNTS.move(account, "take_over", by=by, changes={"made_by": by})


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


@changes_rights
@transaction.atomic
def change_role(
    account: User,
    *,
    by: User | None,
    role: str,
    country: Country | None = None,
    region: Region | None = None,
    meas: Iterable[Mea] = (),
    agency: Any = None,
    is_signatory: bool = False,
    data: Mapping[str, Any],
) -> User:
    """The person speaks for somebody else from now on; what the former role had opened ends.

    A part of partners.actions.confirm_role_change, which asks for two persons.
    """
    account = hold(account, by=by)
    require(policies.can_manage_accounts(by))
    check_scope(role, country=country, region=region, meas=meas, agency=agency, is_signatory=is_signatory)
    before = account.role
    save(account, {"role": role, "country": country, "region": region, "is_signatory": is_signatory}, by=by)
    account.meas.set(meas)
    hooks.placed(account, agency, by)
    end_access(account)
    note(account, AccountVerb.ROLE_CHANGED, by=by, from_state=before, to_state=role, data=data)
    return account


@transaction.atomic
def edit_own_account(account: User, **values: Any) -> User:
    """What people may change of their own account themselves."""
    account = hold(account, by=account)
    changed = changed_fields(account, values)
    fill(account, values, allowed=EDITABLE_BY_OWNER)
    save(account, values, by=account)
    note(account, AccountVerb.EDITED, by=account, data={"fields": changed})
    return account


@changes_rights
@transaction.atomic
def disable_account(account: User, *, by: User | None, reason: str, with_agency: bool = False) -> User:
    """The person is a visitor from the next request on; sessions and tokens end for good, links open nothing."""
    account = ACCOUNTS.take(account, "disable", by=by)
    end_access(account)
    changes = {"is_active": False, "disabled_with_agency": with_agency}
    return ACCOUNTS.move(account, "disable", by=by, changes=changes, reason=reason)


@changes_rights
@transaction.atomic
def enable_account(account: User, *, by: User | None, reason: str) -> User:
    """The person may sign in again, with the password of before; tokens are made anew."""
    account = ACCOUNTS.take(account, "enable", by=by)
    return ACCOUNTS.move(account, "enable", by=by, changes=ENABLED, reason=reason)


@changes_rights
@transaction.atomic
def enable_by_two(account: User, *, by: User | None, reason: str) -> User:
    """The same for an account with a power. A part of partners.actions.confirm_role_change."""
    require(policies.can_disable_account(by, account))
    return ACCOUNTS.move(lock(account), "enable", by=by, changes=ENABLED, reason=reason)


@changes_rights
@transaction.atomic
def erase_account(account: User, *, by: User | None, data: Mapping[str, Any] | None = None) -> User:
    """The person's data go; what the account did stays under its number, for the audit is never rewritten.

    A part of partners.actions.erase_person.
    """
    account = ACCOUNTS.take(account, "erase", by=by)
    end_access(account)
    for kind in (EmailAddress, Authenticator):
        kind.objects.filter(user=account).delete()
    account.letters.all().delete()
    AccountLetter.objects.filter(address__iexact=account.email).delete()
    account.set_unusable_password()
    changes = {
        "name": f"#{account.pk}",
        "email": f"{account.pk}@erased.invalid",
        "password": account.password,
        "last_login": None,
        "disabled_with_agency": False,
        "erased_at": clock.now(),
    }
    return ACCOUNTS.move(account, "erase", by=by, changes=changes, data=data)


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


@changes_rights
@transaction.atomic
def create_token(
    account: User, *, by: User | None, name: str, scopes: Collection[str], days: int = TOKEN_DAYS
) -> tuple[ApiToken, str]:
    """A key for an agency's system. Answers the row and the token itself, which is shown this once and never stored."""
    account = _hold_with_colleagues(account, by=by)
    require(policies.can_create_token(by, account))
    if account.speaks_as != Role.AGENCY:
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


@changes_rights
@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None, reason: str = "") -> ApiToken:
    """The token is refused from now on."""
    token = TOKENS.take(token, "revoke", by=by)
    return TOKENS.move(token, "revoke", by=by, changes={"revoked_at": clock.now()}, reason=reason)


def check_scope(
    role: str,
    *,
    country: Country | None,
    region: Region | None,
    meas: Iterable[Mea],
    agency: Any,
    is_signatory: bool,
) -> None:
    """A role speaks for somebody; what an agency is, partners knows."""
    if role == Role.GOVERNMENT and country is None:
        raise ValidationError({"country": _("Choose a country for a government account.")})
    if role == Role.REGIONAL_OFFICE and region is None:
        raise ValidationError({"region": _("Choose a region for a regional office account.")})
    if role == Role.AGENCY and agency is None:
        raise ValidationError({"agency": _("A partner agency account speaks for an agency. Choose the agency.")})
    if role == Role.MEA and not meas:
        raise ValidationError({"meas": _("Choose the MEAs of the focal point.")})
    if is_signatory and role != Role.GOVERNMENT:
        raise ValidationError({"is_signatory": _("Only a government account can be a signatory.")})


def _hold_with_colleagues(account: User, *, by: User | None) -> User:
    """The account, and with it all that share its agency's tokens, so that they count them one after another."""
    hold_people(by, *User.objects.colleagues_of(account))
    return hold(account, by=by)
