"""What a person may do with a project, as the buttons of its page: read from the table of its life."""

from collections.abc import Iterable

from django.urls import reverse

from core.pages.buttons import Button
from projects.choices import PROJECT_WORKFLOW
from projects.models import Project

TONES = {"start": "p", "deliver": "p", "cancel": "d"}
WITHOUT_PAGE = ("start", "deliver", "close")


def buttons_of(project: Project, acts: Iterable[str]) -> list[Button]:
    """Those of the acts that have a button."""
    return [_button(act, project) for act in acts if PROJECT_WORKFLOW[act].button]


def _button(act: str, project: Project) -> Button:
    url = reverse(f"projects:project_{act}", args=[project.code])
    return Button(PROJECT_WORKFLOW[act].button, url, is_post=act in WITHOUT_PAGE, tone=TONES.get(act, ""))
