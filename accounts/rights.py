"""Acts that give or take rights, and acts of two persons (docs/design/security.md#two-persons).

Where ``by`` is None, it is the operator at the portal's own command line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q
from django.utils.functional import Promise

from accounts.choices import Role
from accounts.models import User
from core.acts import lock_all, require
from core.errors import RuleBroken

R = TypeVar("R", bound=Model)
A = TypeVar("A", bound=Callable)
Policy = Callable[[Any, R], bool]


def changes_rights(action: A) -> A:
    """Decorator: the act gives or takes rights, so its view is one of FreshSignInRequired."""
    action.changes_rights = True  # type: ignore[attr-defined]
    return action


def is_power(role: str, is_signatory: bool) -> bool:
    """Whether two persons give it: a place in the secretariat, and the signature that binds a Government."""
    return role == Role.SECRETARIAT or is_signatory


# The same, of accounts.
POWER = Q(role=Role.SECRETARIAT) | Q(is_signatory=True)


def hold_accounts(*pks: int | None) -> dict[int, User]:
    """The accounts as they are now, held until the transaction ends; in one order, so that no two acts wait for each
    other for ever. Rows that point to them may be written meanwhile."""
    held = lock_all(User.objects.filter(pk__in=[pk for pk in pks if pk]))
    return {account.pk: account for account in held}


@dataclass(frozen=True)
class ByTwo(Generic[R]):
    """An act that one person begins and another finishes. What the first did is good only while they might do it now.

    ``first`` is the column that names the first person; ``may_begin`` and ``may_finish`` are the policies of the two
    steps. ``again`` says what to do where the first person may no longer.
    """

    first: str
    may_begin: Policy
    may_finish: Policy
    again: str | Promise

    def stands(self, record: R) -> bool:
        """Whether the first person might still begin it."""
        return self._may_begin(getattr(record, self.first), record)

    def judge(self, record: R, *, by: User | None, held: int | None = None) -> None:
        """Hold both persons, and the account that is ``held`` with them, and ask whether each may do their step.

        Raises PermissionDenied, or RuleBroken.
        """
        begun_by = getattr(record, f"{self.first}_id")
        people = hold_accounts(begun_by, by.pk if by else None, held)
        require(self.may_finish(people[by.pk] if by else None, record))
        if not self._may_begin(people.get(begun_by), record):
            raise RuleBroken(str(self.again))

    def _may_begin(self, first: User | None, record: R) -> bool:
        return first is None or self.may_begin(first, record)
