"""Who is told what of projects that answer a request (product, section 4)."""

from django.db.models import Q

from accounts.notices import Notice, tell
from needs import notices as needs_notices
from partners.audiences import members_of
from projects.models import Partnership, Project


def members_at_work(assistance) -> Q:
    """The people of the agencies that take part in the projects by which a request is answered."""
    return members_of(Partnership.objects.filter(project__assistance=assistance).values("agency"))


def _everybody_concerned(project, event) -> Q:
    assistance = project.assistance
    both_sides = needs_notices.country_side(assistance) | needs_notices.office_side(assistance)
    return both_sides | members_at_work(assistance)


OF_RESPONSES = {
    "project.opened": [Notice("project_opened", _everybody_concerned)],
    "project.cancelled": [Notice("project_cancelled", _everybody_concerned)],
}


def tell_of_project(event, project: Project) -> None:
    """Write the letters about an act on a project that answers a request; of other projects nobody is told."""
    if project.assistance and (notices := OF_RESPONSES.get(event.verb)):
        tell(event, project, notices, lambda: _facts_of(project))


def _facts_of(project: Project) -> dict[str, str]:
    request_facts = needs_notices.facts_of(project.assistance)
    return request_facts | {"code": project.code, "title": project.title, "asked": project.assistance.code}
