"""What several pages of people show together: an account, and whom it speaks for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from core.pages.history import HistoryLine
from core.text.locales import listed
from partners.models import Agency, RoleChange
from reference.models import Country, Mea, Region

Names = Mapping[tuple[str, str], str]
# For what an account speaks, as the audit of changes of role keeps it (partners.actions.people.role_and_scope).
SCOPES: dict[str, tuple[type[Model], str]] = {
    "country": (Country, "iso3"),
    "region": (Region, "code"),
    "agency": (Agency, "code"),
    "meas": (Mea, "code"),
}


def find_person(pk) -> User:
    """The account with what its page shows; 404 without one."""
    people = User.objects.select_related("country", "region", "made_by", "agency_membership__agency")
    return get_object_or_404(people.prefetch_related("meas"), pk=pk)


def scope_of(account: User | RoleChange) -> list:
    """The records for which the account or a proposed role speaks."""
    agency = account.agency if isinstance(account, RoleChange) else agency_of(account)
    return [record for record in (account.country, account.region, agency, *account.meas.all()) if record]


def agency_of(account: User) -> Agency | None:
    membership = getattr(account, "agency_membership", None)
    return membership and membership.agency


def telling_roles(lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    """The lines, a change of role with what the person was before and is, or would be, from then on."""
    lines = list(lines)
    names = _names_in([line.data[side] for line in lines if "after" in line.data for side in ("before", "after")])
    return [_telling_role(line, names) if "after" in line.data else line for line in lines]


def _telling_role(line: HistoryLine, names: Names) -> HistoryLine:
    sides = {side: _in_words(line.data[side], names) for side in ("before", "after")}
    return replace(line, text=_("%(act)s: from %(before)s to %(after)s") % {"act": line.text, **sides})


def _in_words(rights: Mapping[str, Any], names: Names) -> str:
    scope = [names.get((kind, code), code) for kind in SCOPES for code in _codes(rights, kind)]
    signatory = [_("signatory")] if rights.get("is_signatory") else []
    return listed([Role(rights["role"]).label, *scope, *signatory])


def _names_in(rights: Collection[Mapping[str, Any]]) -> Names:
    """What these speak for, by kind of record and code."""
    names: dict[tuple[str, str], str] = {}
    for kind, (model, key) in SCOPES.items():
        codes = {code for one in rights for code in _codes(one, kind)}
        names |= {
            (kind, getattr(record, key)): str(record)
            for record in model._default_manager.filter(**{f"{key}__in": codes})
        }
    return names


def _codes(rights: Mapping[str, Any], kind: str) -> list[str]:
    codes = rights.get(kind, [])
    return codes if isinstance(codes, list) else [codes]
