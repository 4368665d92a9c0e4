"""Acts around signing in: judging passwords and codes, and changing what an account is opened with."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.choices import AccountVerb
from accounts.models import User
from accounts.signing_in import callers, lockout, mailed_links
from accounts.signing_in.letters import RESET_LINK, SIGN_IN_LINK, write_to
from core.acts import lock, note, save
from core.errors import RuleBroken


def judge(request: HttpRequest, address: str, is_right: Callable[[], bool], *, by_link: bool = False) -> bool:
    """Ask whether a password or code of this account is right, within the limits. Raises lockout.Closed."""
    with lockout.attempt(callers.of_attempt(request, address, by_link=by_link)) as attempt:
        attempt.was_right = is_right()
    if not attempt.was_right:
        note_failure(address, closes_account=attempt.closes_account)
    return attempt.was_right


@transaction.atomic
def note_failure(address: str, *, closes_account: bool) -> None:
    """The audit keeps each failure; of an address that nobody has it keeps that there was one, and not the address."""
    account = User.objects.filter(email=address).first()
    note(account, AccountVerb.SIGN_IN_FAILED, by=None)
    if closes_account:
        note(account, AccountVerb.PASSWORDS_CLOSED, by=None)
        write_to(address, "passwords_closed")


@transaction.atomic
def note_sign_in(account: User, *, is_new_device: bool) -> None:
    note(account, AccountVerb.SIGNED_IN, by=account)
    allow_letters(account)
    if is_new_device:
        write_to(account.email, "signed_in_from_new_device")


def note_sign_out(account: User) -> None:
    note(account, AccountVerb.SIGNED_OUT, by=account)


@transaction.atomic
def note_factor_change(account: User, *, verb: AccountVerb, notice: str) -> None:
    """A factor was added or removed, or the recovery codes are new; the owner learns of it."""
    note(account, verb, by=account)
    write_to(account.email, notice)


@transaction.atomic
def remove_factors(account: User, *, reason: str) -> None:
    """The operator's way in for a person who has lost every factor; all sessions end, and the owner is told."""
    account = lock(account)
    if not Authenticator.objects.filter(user=account).exists():
        raise RuleBroken(_("This account has no second factor."))
    Authenticator.objects.filter(user=account).delete()
    account.sessions.all().delete()
    note(account, AccountVerb.FACTORS_REMOVED, by=None, reason=reason)
    write_to(account.email, "factor_removed")


@transaction.atomic
def open_account(account: User) -> None:
    """The operator's way to end at once what strangers' or the owner's own attempts have closed."""
    account = lock(account)
    if not lockout.forget(*lockout.OF_ACCOUNT, address=account.email):
        raise RuleBroken(_("Sign-in is not blocked for this account."))
    note(account, AccountVerb.PASSWORDS_OPENED, by=None)


@transaction.atomic
def ask_for_reset(request: HttpRequest, address: str) -> None:
    """Mail a link for a new password. Whether there is such an account is asked only when the letter is written."""
    ask_for_letter(request, address, RESET_LINK)


@transaction.atomic
def ask_for_sign_in_link(request: HttpRequest, address: str) -> None:
    """Mail a link that signs in while passwords are closed for this address; otherwise nothing is sent or counted."""
    if callers.has_password_closed(request, address):
        ask_for_letter(request, address, SIGN_IN_LINK)


def ask_for_letter(request: HttpRequest, address: str, notice: str) -> None:
    """Let the workers write to this address, unless too many letters were asked for from here."""
    counters = callers.of_letter(request, address, notice)
    for counter in counters:
        lockout.count(counter)
    is_known = counters[0].limit is lockout.LETTERS_FOR_DEVICE
    write_to(address, notice, from_known_device=is_known)


def allow_letters(account: User) -> None:
    """The links that were mailed have ended, so that new ones may be asked for, whoever used up the last hour's."""
    lockout.forget(lockout.LETTERS, address=account.email)


@transaction.atomic
def use_sign_in_link(key: str) -> User | None:
    """The account that this mailed link opens, once; none for a link that was used, has run out or is invented."""
    account = mailed_links.SIGN_IN.account_of(key)
    if account is None or not lockout.allows(lockout.LINK.of(key)):
        return None
    allow_letters(account)
    return account


@transaction.atomic
def reset_password(key: str, *, password: str) -> User:
    """A new password by a mailed link, once; every session of the account ends."""
    found = mailed_links.RESET.account_of(key)
    account = found and lock(found)
    # Asked again of the locked row: of two with the same link the second one comes too late.
    if account is None or mailed_links.RESET.account_of(key) is None:
        raise RuleBroken(_("This link has already been used or has expired. Ask for a new one."))
    choose_password(account, password)
    note(account, AccountVerb.PASSWORD_RESET, by=account)
    write_to(account.email, "password_changed")
    return account


@transaction.atomic
def change_password(account: User, *, password: str) -> User:
    """A new password by its owner; every session ends, the one in use goes on under a new key."""
    account = lock(account)
    choose_password(account, password)
    note(account, AccountVerb.PASSWORD_CHANGED, by=account)
    write_to(account.email, "password_changed")
    return account


def choose_password(account: User, password: str) -> None:
    """Give a locked account its password; all its sessions end. A part of other acts."""
    validate_password(password, account)
    account.set_password(password)
    save(account, {"password": account.password}, by=account)
    account.sessions.all().delete()
    allow_letters(account)
