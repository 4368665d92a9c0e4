"""Every act of two persons, begun by one: how another finishes it, and how it is begun again."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from accounts import actions as accounts_actions
from accounts.choices import Role
from accounts.models import User
from accounts.rights import ByTwo
from partners import actions as partners_actions
from reports import actions as reports_actions
from reports.models import Edition, Report, Snapshot
from tests.factories import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory

ANN = {"email": "ann@office.example", "name": "Ann Person"}


@dataclass(frozen=True)
class Begun:
    """The first step is done. ``again`` does what the refusal says, after which it can be finished anew."""

    finish: Callable[[User], Any]
    is_finished: Callable[[], bool]
    again: Callable[[User], "Begun"]


def invitation(first: User, role=Role.GOVERNMENT) -> Begun:
    scope = {"country": CountryFactory(), "is_signatory": True} if role == Role.GOVERNMENT else {}
    account = accounts_actions.create_account(by=first, role=role, **scope, **ANN)
    return _invited(account)


def _invited(account: User) -> Begun:
    return Begun(
        finish=lambda by: accounts_actions.send_invitation(User.objects.get(pk=account.pk), by=by),
        is_finished=lambda: account.invitations.exists(),
        again=lambda by: _invited(accounts_actions.take_over(account, by=by)),
    )


def invitation_into_the_secretariat(first: User) -> Begun:
    return invitation(first, Role.SECRETARIAT)


def role_change(first: User) -> Begun:
    return _proposed(UserFactory(government=True), first)


def _proposed(account: User, first: User) -> Begun:
    change = partners_actions.propose_role_change(account, by=first, role=Role.SECRETARIAT, reason="Moved.")

    def again(by: User) -> Begun:
        partners_actions.drop_role_change(change, by=by)
        return _proposed(account, by)

    return Begun(
        finish=lambda by: partners_actions.confirm_role_change(change, by=by),
        is_finished=lambda: User.objects.get(pk=account.pk).role == Role.SECRETARIAT,
        again=again,
    )


def enabling(first: User) -> Begun:
    return _enabling_proposed(UserFactory(government=True, is_signatory=True, is_active=False), first)


def _enabling_proposed(account: User, first: User) -> Begun:
    change = partners_actions.enable_person(account, by=first, reason="Back.")

    def again(by: User) -> Begun:
        partners_actions.drop_role_change(change, by=by)
        return _enabling_proposed(account, by)

    return Begun(
        finish=lambda by: partners_actions.confirm_role_change(change, by=by),
        is_finished=lambda: User.objects.get(pk=account.pk).is_active,
        again=again,
    )


def issue(first: User) -> Begun:
    number = Report.objects.count()
    report = ReportFactory(year=2010 + number, symbol=f"UNEP/GC.26/{number}")
    snapshot = Snapshot.objects.create(report=report, number=1, content={}, digest="0" * 64)
    file = {"file": "editions/specimen.pdf", "digest": "0" * 64, "size": 8, "pages": 1, "words": 3_000}
    Edition.objects.create(snapshot=snapshot, language="en", format="pdf", pages_on_screen=[], manifest={}, **file)
    return _cleared(report, first)


def _cleared(report: Report, first: User) -> Begun:
    reports_actions.clear_report(report, by=first)

    def again(by: User) -> Begun:
        reports_actions.reopen_report(report, by=by, reason="Cleared by somebody who has left.")
        return _cleared(report, by)

    return Begun(
        finish=lambda by: reports_actions.issue_report(report, by=by),
        is_finished=lambda: Report.objects.get(pk=report.pk).issued_by_id is not None,
        again=again,
    )


# How each is begun, by the rule that judges it.
BEGINNINGS: dict[str, tuple[Callable[[User], Begun], ...]] = {
    "accounts.policies.INVITING": (invitation, invitation_into_the_secretariat),
    "partners.policies.CONFIRMING": (role_change, enabling),
    "reports.policies.ISSUING": (issue,),
}
ALL = [begin for beginnings in BEGINNINGS.values() for begin in beginnings]


def declared() -> set[str]:
    """The name of every rule of two persons in the policies of all floors."""
    rooms = [f"{app.name}.policies" for app in apps.get_app_configs()]
    modules = [import_module(room) for room in rooms if find_spec(room)]
    return {
        f"{module.__name__}.{name}"
        for module in modules
        for name, rule in vars(module).items()
        if isinstance(rule, ByTwo)
    }
