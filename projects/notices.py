"""Who is told what of projects that answer a request (docs/design/product.md#who-is-told).

The request behind a project is the country's and its office's to read; agencies are told of the project alone.
"""

from django.db.models import Q

from accounts.notices import Notice, write_letters
from core.models import AuditEvent
from needs import notices as needs_notices
from needs.models import AssistanceRequest
from partners.audiences import members_of
from projects.choices import ProjectVerb
from projects.models import Project


def _country_and_office(project: Project, event: AuditEvent) -> Q:
    return needs_notices.country_side(project.assistance) | needs_notices.office_side(project.assistance)


def _agencies(project: Project, event: AuditEvent) -> Q:
    return members_of(project.partnerships.values("agency"))


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
