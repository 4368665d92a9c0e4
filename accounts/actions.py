"""Every act on accounts and tokens."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policies, tokens
from accounts.choices import Role, Scope
from accounts.models import ApiToken, User
from core import audit, clock
from core.choices import Origin
from core.errors import RuleBroken
from core.languages import Language

TOKEN_DAYS = 90
TOKEN_DAYS_AT_MOST = 365
TOKENS_AT_MOST = 10


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
    if role == Role.GOVERNMENT and country is None:
        raise ValidationError({"country": _("A government's account speaks for a country.")})
    if role == Role.REGIONAL_OFFICE and region is None:
        raise ValidationError({"region": _("An office's account speaks for a region.")})
    if is_signatory and role != Role.GOVERNMENT:
        raise ValidationError({"is_signatory": _("Only a government's account signs.")})
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
    )
    user.meas.set(meas)
    audit.record("account.created", user, by=by, to_state=role)
    return user


@transaction.atomic
def set_password(account, *, by, password):
    """Give the account a new password; every session of it ends, because its sessions carry the old one's hash."""
    if not policies.can_manage_accounts(by):
        raise PermissionDenied
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record("account.password_set", account, by=by)
    return account


@transaction.atomic
def create_token(account, *, by, name, scopes, days=TOKEN_DAYS):
    """A key for an agency's system. Answers the row and the token itself, which is shown this once and never stored."""
    if not policies.can_create_token(by, account):
        raise PermissionDenied
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.role != Role.AGENCY:
        raise ValidationError(_("Tokens belong to the accounts of partner agencies."))
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValidationError({"scopes": _("Choose what the token may do.")})
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise ValidationError({"days": _("A token lasts for one day to one year.")})
    if account.tokens.usable().count() >= TOKENS_AT_MOST:
        raise RuleBroken(_("Revoke a token first: an account has ten at most."))
    text = tokens.make()
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
def revoke_token(token, *, by):
    """The token opens no door from now on."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("account").get(pk=token.pk)
    if not policies.can_create_token(by, token.account):
        raise PermissionDenied
    if token.revoked_at:
        raise RuleBroken(_("This token is revoked already."))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    audit.record("token.revoked", token, by=by)
    return token
