"""The lives of projects and of the answers to requests: their moves, whose each act is, and who is told."""

from core.acts import Life
from needs.models import AssistanceRequest
from projects import notices, policies
from projects.choices import PROJECT_WORKFLOW, RESPONSE_WORKFLOW
from projects.models import Project

PROJECTS: Life[Project] = Life(
    PROJECT_WORKFLOW,
    policies.PROJECT_ACTORS,
    ("assistance__country",),
    notices.notify_of_project,
    under=("assistance",),
)
RESPONSES: Life[AssistanceRequest] = Life(RESPONSE_WORKFLOW, policies.RESPONSE_ACTORS, ("country", "theme"))
