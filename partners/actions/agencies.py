"""Agencies, who works for them, and whether they speak in the portal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import disable_account, enable_account
from accounts.choices import Role
from accounts.models import User
from accounts.policies import can_manage_accounts
from accounts.rights import changes_rights
from core.acts import allow, create, hold, hold_people, note, only_one, require, save
from core.errors import RuleBroken
from partners import policies
from partners.actions.lives import SET_WHEN_ENTERED
from partners.choices import AgencyVerb
from partners.models import Agency, AgencyMember

SET_WHEN_REGISTERED = (
    "name", "acronym", "kind", "parent", "country", "region", "is_global", "iati_reference", "role_in_plan", "url",
    *SET_WHEN_ENTERED,
)  # fmt: skip


@transaction.atomic
def register_agency(*, by: User, code: str, **values: Any) -> Agency:
    """Enter an organisation; its code is chosen, because files of partners name it."""
    allow(policies.can_register, by)
    with only_one(_("An organization with this code is already in the portal. Use another code.")):
        return create(Agency(code=code), AgencyVerb.REGISTERED, by=by, values=values, allowed=SET_WHEN_REGISTERED)


@changes_rights
@transaction.atomic
def place(account: User, agency: Agency | None, *, by: User | None) -> None:
    """The account speaks for this agency alone, if the agency may speak at all; or for none. A part of other acts."""
    AgencyMember.objects.filter(user=account).delete()
    if agency is not None:
        add_member(agency, by=by, user=account)


@changes_rights
@transaction.atomic
def add_member(agency: Agency, *, by: User | None, user: User) -> AgencyMember:
    """This account works for the agency from now on."""
    agency = hold(agency, by=by, under=[user])
    user.refresh_from_db()
    require(can_manage_accounts(by))
    if not agency.has_access:
        raise RuleBroken(_("The accounts of this agency are disabled. Enable them first, on the agency’s page."))
    if user.role != Role.AGENCY:
        raise ValidationError({"user": _("Only a partner agency account can belong to an agency.")})
    if AgencyMember.objects.filter(user=user).exists():
        raise RuleBroken(_("This account already belongs to an agency."))
    member = AgencyMember.objects.create(user=user, agency=agency, created_by=by, updated_by=by)
    note(agency, AgencyVerb.MEMBER_ADDED, by=by, data={"account": user.pk})
    return member


@changes_rights
@transaction.atomic
def disable_agency(agency: Agency, *, by: User, reason: str) -> Agency:
    """Nobody speaks for the agency in the portal any more: its people are disabled, its tokens open nothing."""
    agency = _hold_with_members(agency, by=by)
    require(can_manage_accounts(by))
    if not agency.has_access:
        raise RuleBroken(_("The accounts of this agency are already disabled."))
    save(agency, {"has_access": False}, by=by)
    note(agency, AgencyVerb.DISABLED, by=by, reason=reason)
    for account in User.objects.filter(agency_membership__agency=agency, is_active=True).order_by("pk"):
        disable_account(account, by=by, reason=reason, with_agency=True)
    return agency


@changes_rights
@transaction.atomic
def enable_agency(agency: Agency, *, by: User, reason: str) -> Agency:
    """Those who were disabled with the agency may sign in again."""
    agency = _hold_with_members(agency, by=by)
    require(can_manage_accounts(by))
    if agency.has_access:
        raise RuleBroken(_("The accounts of this agency are not disabled."))
    save(agency, {"has_access": True}, by=by)
    note(agency, AgencyVerb.ENABLED, by=by, reason=reason)
    for account in User.objects.filter(agency_membership__agency=agency, disabled_with_agency=True).order_by("pk"):
        enable_account(account, by=by, reason=reason)
    return agency


def _hold_with_members(agency: Agency, *, by: User) -> Agency:
    hold_people(by, *User.objects.filter(agency_membership__agency=agency))
    return hold(agency, by=by)
