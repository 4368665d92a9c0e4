"""What the floors above know about accounts (core.hooks)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from core.hooks import added, any_of, done, hook

if TYPE_CHECKING:
    from accounts.models import User


@hook(any_of)
def colleagues(account: User) -> Q:
    """Which accounts speak for the same agency."""


@hook(any_of)
def speaking_for_agencies() -> Q:
    """Which accounts speak for an agency."""


@hook(done)
def placed(account: User, agency: Any, by: User | None) -> None:
    """The account speaks for this agency from now on, and for no other; for none where there is none."""


@hook(added)
def agency_names(accounts: Sequence[User]) -> dict[int, str]:
    """The name of the agency for which an account speaks, by the account's primary key."""
