"""Who takes part in a project: at once where the project is shared with them anyway, otherwise once they accept."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.acts import hold, hold_people, lock, note, require
from core.choices import Verb, Visibility
from core.errors import RuleBroken
from partners.models import Agency
from projects import notices, policies
from projects.actions.lives import PROJECTS
from projects.choices import ProjectVerb
from projects.models import Invitation, Partnership, Project, ProjectCountry
from reference.models import Country

Share = Decimal | int | None


@transaction.atomic
def add_partner(project: Project, *, by: User, agency: Agency, role: str) -> Partnership | Invitation:
    """An agency takes part, in one role."""
    project = PROJECTS.take(project, "add_partner", by=by)
    _require_new(project, {"agency": agency, "role": role}, _("This agency already takes part in that role."))
    if not _is_known_to(project, agency):
        return invite(project, agency, role, by=by)
    partnership = take_in(project, agency, role, by=by)
    PROJECTS.note(project, "add_partner", by=by, data={"agency": agency.code, "role": role})
    return partnership  # type: ignore[return-value]


@transaction.atomic
def add_country(
    project: Project, *, by: User, country: Country, role: str, share: Share = None
) -> ProjectCountry | Invitation:
    """A country takes part; the shares of one role never pass 100 per cent."""
    project = PROJECTS.take(project, "add_country", by=by)
    _require_new(project, {"country": country, "role": role}, _("This country already takes part in that role."))
    _require_share(project, role, share)
    if not _is_known_to(project, country):
        return invite(project, country, role, by=by, share=share)
    entry = take_in(project, country, role, by=by, share=share)
    PROJECTS.note(project, "add_country", by=by, data={"country": country.pk, "role": role})
    return entry  # type: ignore[return-value]


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Project:
    """Whoever was asked takes part, and sees the project from now on."""
    held = _hold(invitation, by=by)
    require(policies.can_answer_invitation(by, held))
    take_in(held.project, held.invited, held.role, by=by, share=held.share)
    return _end(held, ProjectVerb.INVITATION_ACCEPTED, by=by)


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: User) -> Project:
    """Whoever was asked does not take part."""
    held = _hold(invitation, by=by)
    require(policies.can_answer_invitation(by, held))
    return _end(held, ProjectVerb.INVITATION_DECLINED, by=by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Project:
    """Those who run the project ask no longer."""
    held = _hold(invitation, by=by)
    require(policies.can_run(by, held.project))
    return _end(held, ProjectVerb.INVITATION_WITHDRAWN, by=by)


def let_in(project: Project, party: Agency | Country, role: str, *, by: User, share: Share = None) -> None:
    """Whom the project names when it is opened takes part at once, or is asked."""
    enter = take_in if _is_known_to(project, party) else invite
    enter(project, party, role, by=by, share=share)


def take_in(
    project: Project, party: Agency | Country, role: str, *, by: User, share: Share = None
) -> Partnership | ProjectCountry:
    """The party takes part from now on, with the sight of those who do."""
    common: dict[str, Any] = {"project": project, "role": role, "created_by": by, "updated_by": by}
    if isinstance(party, Agency):
        return Partnership.objects.create(agency=party, **common)
    return ProjectCountry.objects.create(country=party, share=share, **common)


def invite(project: Project, party: Agency | Country, role: str, *, by: User, share: Share = None) -> Invitation:
    """Ask the party to take part; until it accepts, it sees the title alone."""
    invitation = Invitation(project=project, role=role, share=share, created_by=by, updated_by=by)
    if isinstance(party, Agency):
        invitation.agency, verb = party, ProjectVerb.PARTNER_INVITED
    else:
        invitation.country, verb = party, ProjectVerb.COUNTRY_INVITED
    invitation.save()
    _note(invitation, verb, by=by)
    return invitation


def _is_known_to(project: Project, party: Agency | Country) -> bool:
    """Whether the project is shared with the party, or the party takes part in it already."""
    if project.visibility != Visibility.RESTRICTED:
        return True
    parties: Any = project.partners if isinstance(party, Agency) else project.countries
    return parties.filter(pk=party.pk).exists()


def _hold(invitation: Invitation, *, by: User) -> Invitation:
    """The locked invitation under its project; RuleBroken where it has been answered meanwhile."""
    hold_people(by)
    project = lock(invitation.project)
    if not Invitation.objects.filter(pk=invitation.pk).exists():
        raise RuleBroken(_("This invitation has been answered or withdrawn."))
    held = hold(invitation, "agency", "country", "created_by", by=by)
    held.project = project
    return held


def _end(invitation: Invitation, verb: Verb, *, by: User) -> Project:
    _note(invitation, verb, by=by)
    invitation.delete()
    return invitation.project


def _note(invitation: Invitation, verb: Verb, *, by: User) -> None:
    """The line in the audit, which stands with the project, and the letters about it."""
    party = {"agency": invitation.agency.code} if invitation.agency else {"country": invitation.country_id}
    event = note(invitation.project, verb, by=by, data={**party, "role": invitation.role})
    notices.notify_of_invitation(event, invitation)


def _require_new(project: Project, entry: dict[str, Any], refusal: str) -> None:
    taking_part: Any = project.partnerships if "agency" in entry else project.project_countries
    if taking_part.filter(**entry).exists():
        raise RuleBroken(refusal)
    if project.invitations.filter(**entry).exists():
        raise RuleBroken(_("This invitation has already been sent and waits for an answer."))


def _require_share(project: Project, role: str, share: Share) -> None:
    """The shares of those invited count as well, so that each can accept."""
    shares = [entry.share for entry in project.project_countries.filter(role=role)]
    shares += [invitation.share for invitation in project.invitations.filter(role=role)]
    stated = sum(known or 0 for known in shares)
    if share is not None and not 0 <= share <= 100 - stated:
        raise ValidationError(
            {
                "share": _(
                    "The shares of all countries in the same role cannot exceed 100 per cent together. Enter a "
                    "smaller share."
                )
            }
        )
