"""What is kept of people: shown to them, and taken away when their function has ended (docs/privacy.md)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accounts.actions import erase_account
from accounts.choices import AccountVerb
from accounts.models import User
from accounts.policies import can_export_person, can_manage_accounts
from accounts.rights import changes_rights
from core import clock
from core.acts import allow, hold_people, lock, lock_all, note
from core.text.partial_dates import latest
from partners.actions.focal_points import forget_holder
from partners.actions.lives import ROLE_CHANGES
from partners.choices import FocalPointVerb, RoleChangeState
from partners.models import FocalPoint
from partners.personal_data import Person, kept_of

KEPT_AFTER_FUNCTION = timedelta(days=730)  # 24 months at most


@transaction.atomic
def export_person(person: Person, *, by: User | None) -> dict[str, Any]:
    """Everything that is kept of the person, for the person."""
    allow(can_export_person, by, person.account)
    kept = kept_of(person)
    if person.account:
        note(person.account, AccountVerb.EXPORTED, by=by)
    for post in person.posts:
        note(post, FocalPointVerb.EXPORTED, by=by)
    return {"portal": settings.SITE_URL, "exported_at": clock.now(), **kept}


@changes_rights
@transaction.atomic
def erase_person(person: Person, *, by: User | None, data: Mapping[str, Any] | None = None) -> None:
    """The person's data go for good: of an account that is disabled, and of a post whether it is held or not.

    A post is a public fact and needs nobody's name; an account in use needs its person.
    """
    allow(can_manage_accounts, by)
    if person.account:
        hold_people(by, person.account)
        _close_role_changes(person.account, by=by)
        erase_account(person.account, by=by, data=data)
    for post in person.posts:
        forget_holder(post, by=by, data=data)


def erase_after_function() -> int:
    """People whose function ended 24 months ago, each by itself. Done by the timetable; answers how many they were."""
    due = [(_erase_due_account, account.pk) for account in _due_accounts()]
    due += [(_erase_due_post, post.pk) for post in FocalPoint.objects.with_holder() if _is_due(post)]
    return sum(erase(pk) for erase, pk in due)


def _due_accounts() -> QuerySet[User]:
    return User.objects.disabled_before(clock.now() - KEPT_AFTER_FUNCTION)


@transaction.atomic
def _erase_due_account(pk: int) -> bool:
    """False where another clock was first, or the account was enabled meanwhile. Posts have a term of their own."""
    account = lock_all(_due_accounts().filter(pk=pk)).first()
    if account is None:
        return False
    erase_person(Person(account), by=None, data=_after_function())
    return True


@transaction.atomic
def _erase_due_post(pk: int) -> bool:
    post = lock_all(FocalPoint.objects.with_holder().filter(pk=pk)).first()
    if post is None or not _is_due(post):
        return False
    erase_person(Person(posts=(post,)), by=None, data=_after_function())
    return True


def _is_due(post: FocalPoint) -> bool:
    ended = post.vacant_since or post.ends_on
    return bool(ended) and latest(ended) < clock.today() - KEPT_AFTER_FUNCTION


def _after_function() -> dict[str, int]:
    return {"days_after_function": KEPT_AFTER_FUNCTION.days}


def _close_role_changes(account: User, *, by: User | None) -> None:
    """None stays open for somebody who is gone, nor why there was one."""
    for change in account.role_changes.filter(state=RoleChangeState.PROPOSED):
        closed = {"decided_by": by, "decided_at": clock.now()}
        ROLE_CHANGES.move(lock(change), "drop", by=by, changes=closed, about=account)
    account.role_changes.update(reason="")
