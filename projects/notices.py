"""Who is told what of invitations, and of projects that answer a request (docs/design/product.md#who-is-told).

The request behind a project is the country's and its office's to read; agencies are told of the project alone.
"""

from django.db.models import Q

from accounts import audiences
from accounts.notices import Notice, write_letters
from core.models import AuditEvent
from needs import notices as needs_notices
from needs.models import AssistanceRequest
from partners.audiences import members_of
from projects.choices import ProjectVerb
from projects.models import Invitation, Project


def _country_and_office(project: Project, event: AuditEvent) -> Q:
    return needs_notices.country_side(project.assistance) | needs_notices.office_side(project.assistance)


def _agencies(project: Project, event: AuditEvent) -> Q:
    return members_of(project.partnerships.values("agency"))


def _invited(invitation: Invitation, event: AuditEvent) -> Q:
    """The people of the agency, or the signatories of the country."""
    if invitation.agency_id:
        return members_of([invitation.agency_id])
    return audiences.signatories(invitation.country_id)


def _inviter(invitation: Invitation, event: AuditEvent) -> Q:
    """Whoever asked, as long as that person sees the project."""
    inviter = invitation.created_by
    sees = inviter is not None and Project.objects.visible_to(inviter).filter(pk=invitation.project_id).exists()
    return Q(pk=inviter.pk) if sees else audiences.NOBODY  # type: ignore[union-attr]


def _project_of(invitation: Invitation) -> Project:
    return invitation.project


OF_INVITATIONS: dict[str, list[Notice]] = {
    ProjectVerb.PARTNER_INVITED: [Notice("project_invitation", _invited)],
    ProjectVerb.COUNTRY_INVITED: [Notice("project_invitation", _invited)],
    ProjectVerb.INVITATION_ACCEPTED: [Notice("project_invitation_accepted", _inviter, leads_to=_project_of)],
    ProjectVerb.INVITATION_DECLINED: [Notice("project_invitation_declined", _inviter, leads_to=_project_of)],
}

OF_RESPONSES: dict[str, list[Notice]] = {
    ProjectVerb.OPENED: [
        Notice("request_answered", _country_and_office),
        Notice("project_opened", _agencies),
    ],
    ProjectVerb.CANCELLED: [
        Notice("project_cancelled", _country_and_office),
        Notice("project_cancelled", _agencies),
    ],
    ProjectVerb.RATED: [Notice("project_rated", _agencies)],
}


def notify_of_project(event: AuditEvent, project: Project) -> None:
    """Write the letters about an act on a project that answers a request; of other projects nobody is told."""
    assistance = project.assistance
    if assistance is not None and (notices := OF_RESPONSES.get(event.verb)):
        write_letters(event, project, notices, lambda: _words_about(project, assistance))


def notify_of_invitation(event: AuditEvent, invitation: Invitation) -> None:
    """Write the letters about an invitation: of the project they name the title alone."""
    if notices := OF_INVITATIONS.get(event.verb):
        write_letters(event, invitation, notices, lambda: _words_about_invitation(invitation))


def _words_about_invitation(invitation: Invitation) -> dict[str, str]:
    return {
        "title": invitation.project.title,
        "role": invitation.get_role_display(),
        "invited": str(invitation.invited),
        "whereabouts": "",
    }


def _words_about(project: Project, assistance: AssistanceRequest) -> dict[str, str]:
    return {
        "code": project.code,
        "title": project.title,
        "asked": assistance.code,
        "country": str(assistance.country),
        "rating": str(assistance.rating or ""),
        "request_state": assistance.state,
        "whereabouts": "",
    }
