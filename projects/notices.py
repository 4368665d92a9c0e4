"""Who is told what of projects that answer a request (docs/design/product.md#who-is-told).

The request behind a project is the country's and its office's to read; agencies are told of the project alone.
"""

from django.db.models import Q

from accounts.notices import Notice, tell
from needs import notices as needs_notices
from partners.audiences import members_of
from projects.models import Project


def _country_and_office(project, event) -> Q:
    return needs_notices.country_side(project.assistance) | needs_notices.office_side(project.assistance)


def _agencies(project, event) -> Q:
    return members_of(project.partnerships.values("agency"))


OF_RESPONSES = {
    "project.opened": [
        Notice("request_answered", _country_and_office),
        Notice("project_opened", _agencies),
    ],
    "project.cancelled": [
        Notice("project_cancelled", _country_and_office),
        Notice("project_cancelled", _agencies),
    ],
    "project.rated": [Notice("project_rated", _agencies)],
}


def tell_of_project(event, project: Project) -> None:
    """Write the letters about an act on a project that answers a request; of other projects nobody is told."""
    if project.assistance and (notices := OF_RESPONSES.get(event.verb)):
        tell(event, project, notices, lambda: _facts_of(project))


def _facts_of(project: Project) -> dict[str, str]:
    return {
        "code": project.code,
        "title": project.title,
        "asked": project.assistance.code,
        "country": str(project.assistance.country),
        "rating": str(project.assistance.rating or ""),
        "whereabouts": "",
    }
