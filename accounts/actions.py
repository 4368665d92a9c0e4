"""Every act on accounts, invitations, sessions and tokens."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import api_tokens, policies
from accounts.choices import AccountState, Role, Scope
from accounts.models import ApiToken, Invitation, User
from accounts.signing_in import letters, lockout
from accounts.signing_in.credentials import choose_password
from core import audit, clock
from core.choices import Origin
from core.edits import assign, check
from core.errors import RuleBroken
from core.text.languages import Language

TOKEN_DAYS = 90
TOKEN_DAYS_AT_MOST = 365
TOKENS_AT_MOST = 10
OWN_WRITTEN = ("name", "language", "wants_letters")


@transaction.atomic
def create_account(
    *,
    by,
    email,
    name,
    role,
    country=None,
    region=None,
    meas=(),
    is_signatory=False,
    language=Language.ENGLISH,
    origin=Origin.PORTAL,
    password=None,
):
    """An account for one person, with one role and its scope. Without a password nobody can sign in with it yet."""
    if not policies.can_manage_accounts(by):
        raise PermissionDenied
    check_scope(role, country, region, is_signatory)
    if User.objects.filter(email=email.lower()).exists():
        raise RuleBroken(_("There is already an account with this address."))
    if password is not None:
        validate_password(password)
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
    audit.record("account.created", user, by=by, to_state=role)
    return user


@transaction.atomic
def set_password(account, *, by, password):
    """Give the account a new password; every session of it ends."""
    if not policies.can_manage_accounts(by):
        raise PermissionDenied
    account = _lock(account)
    choose_password(account, password)
    audit.record("account.password_set", account, by=by)
    return account


@transaction.atomic
def send_invitation(account, *, by):
    """Mail the link by which an invited person chooses a password; earlier links end with it.

    Raises lockout.Closed when too many letters went to the address.
    """
    account = _lock(account)
    if not policies.can_send_invitation(by, account):
        raise PermissionDenied
    if account.state != AccountState.INVITED:
        raise RuleBroken(_("This person has chosen a password already, or the account is disabled."))
    lockout.count(lockout.LETTERS, account.email)
    invitation = Invitation.objects.create(account=account, sent_by=by)
    audit.record("invitation.sent", account, by=by)
    letters.write_to(account.email, letters.INVITATION)
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, password):
    """The invited person chooses a password; the link has done its work and opens nothing any more."""
    account = _lock(invitation.account)
    invitation = account.invitations.get(pk=invitation.pk)
    if not invitation.is_open():
        raise RuleBroken(_("This link has been used or has run out."))
    choose_password(account, password)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    audit.record("invitation.accepted", account, by=account)
    return account


@transaction.atomic
def change_role(account, *, by, role, country=None, region=None, meas=(), is_signatory=False):
    """The person speaks for somebody else from now on; what the former role had opened ends.

    A part of partners.actions.confirm_role_change, which asks for two persons.
    """
    if not policies.can_manage_accounts(by):
        raise PermissionDenied
    check_scope(role, country, region, is_signatory)
    account = _lock(account)
    before = account.role
    account.role, account.country, account.region, account.is_signatory = role, country, region, is_signatory
    account.save(update_fields=["role", "country", "region", "is_signatory"])
    account.meas.set(meas)
    end_access(account)
    audit.record("account.role_changed", account, by=by, from_state=before, to_state=role)
    return account


@transaction.atomic
def edit_own_account(account, **values):
    """What people may change of their own account themselves."""
    account = _lock(account)
    fields = assign(account, values, allowed=OWN_WRITTEN)
    check(account)
    account.save(update_fields=fields)
    audit.record("account.edited", account, by=account)
    return account


@transaction.atomic
def disable_account(account, *, by, reason, with_agency=False):
    """The person is a visitor from the next request on; sessions and tokens end for good, links open nothing."""
    if not policies.can_disable_account(by, account):
        raise PermissionDenied
    account = _lock(account)
    if not account.is_active:
        raise RuleBroken(_("This account is disabled already."))
    account.is_active, account.disabled_with_agency = False, with_agency
    account.save(update_fields=["is_active", "disabled_with_agency"])
    end_access(account)
    audit.record("account.disabled", account, by=by, reason=reason)
    return account


@transaction.atomic
def enable_account(account, *, by, reason):
    """The person may sign in again, with the password of before; tokens are made anew."""
    if not policies.can_disable_account(by, account):
        raise PermissionDenied
    account = _lock(account)
    if account.is_active:
        raise RuleBroken(_("This account is not disabled."))
    account.is_active, account.disabled_with_agency = True, False
    account.save(update_fields=["is_active", "disabled_with_agency"])
    audit.record("account.enabled", account, by=by, reason=reason)
    return account


@transaction.atomic
def end_session(session, *, by):
    """Whoever sits at that browser is a visitor from the next request on."""
    if session.account_id != by.pk:
        raise PermissionDenied
    ended, _rows = by.sessions.filter(pk=session.pk).delete()
    if ended:
        audit.record("session.ended", by, by=by, reason=session.device)


@transaction.atomic
def end_other_sessions(*, by, keep):
    """All one's browsers but the one whose session key is ``keep``; answers how many."""
    ended, _rows = by.sessions.exclude(pk=keep).delete()
    if ended:
        audit.record("session.others_ended", by, by=by, reason=str(ended))
    return ended


def end_access(account) -> None:
    """End every session and token of a locked account whose rights have changed. A part of other acts."""
    account.sessions.all().delete()
    account.tokens.filter(revoked_at__isnull=True).update(revoked_at=clock.now())


@transaction.atomic
def create_token(account, *, by, name, scopes, days=TOKEN_DAYS):
    """A key for an agency's system. Answers the row and the token itself, which is shown this once and never stored."""
    if not policies.can_create_token(by, account):
        raise PermissionDenied
    account = _lock_with_colleagues(account)
    if account.role != Role.AGENCY:
        raise ValidationError(_("Tokens belong to the accounts of partner agencies."))
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValidationError({"scopes": _("Choose what the token may do.")})
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise ValidationError({"days": _("A token lasts for one day to one year.")})
    if ApiToken.objects.of_agency_of(account).usable().count() >= TOKENS_AT_MOST:
        raise RuleBroken(_("Revoke a token first: an agency has ten at most."))
    text = api_tokens.make()
    token = ApiToken.objects.create(
        account=account,
        name=name,
        prefix=text.prefix,
        secret_hash=text.secret_hash,
        scopes=list(scopes),
        expires_at=clock.now() + timedelta(days=days),
    )
    audit.record("token.created", token, by=by)
    return token, str(text)


@transaction.atomic
def revoke_token(token, *, by, reason=""):
    """The token opens no door from now on."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("account").get(pk=token.pk)
    if not policies.can_revoke_token(by, token):
        raise PermissionDenied
    if token.revoked_at:
        raise RuleBroken(_("This token is revoked already."))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    audit.record("token.revoked", token, by=by, reason=reason)
    return token


def check_scope(role, country, region, is_signatory) -> None:
    """A role speaks for somebody; whom an agency's account speaks for is told by partners."""
    if role == Role.GOVERNMENT and country is None:
        raise ValidationError({"country": _("A government's account speaks for a country.")})
    if role == Role.REGIONAL_OFFICE and region is None:
        raise ValidationError({"region": _("An office's account speaks for a region.")})
    if is_signatory and role != Role.GOVERNMENT:
        raise ValidationError({"is_signatory": _("Only a government's account signs.")})


def _lock(account) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _lock_with_colleagues(account) -> User:
    """The account, and with it all that share its agency's tokens, so that they count them one after another."""
    locked = User.objects.select_for_update(of=("self",)).colleagues_of(account).order_by("pk")
    return next(row for row in locked if row.pk == account.pk)
