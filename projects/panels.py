"""What several pages of projects show together: what this reader may do, and the agencies that take part."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.pages.buttons import Button
from partners.models import Agency
from projects import policies
from projects.actions.lives import PROJECTS
from projects.choices import PROJECT_WORKFLOW
from projects.models import Project

TONES = {"start": "p", "deliver": "p", "cancel": "d"}
WITHOUT_PAGE = ("start", "deliver", "close")

# What those who run a project may add to it at any time: name of the address and label of its button.
ADDITIONS = [
    ("partner_add", gettext_lazy("Partner")),
    ("country_add", gettext_lazy("Country")),
    ("activity_add", gettext_lazy("Activity")),
    ("indicator_add", gettext_lazy("Indicator")),
    ("measurement_record", gettext_lazy("Target or result")),
    ("contribution_record", gettext_lazy("Contribution")),
    ("lesson_add", gettext_lazy("Lesson")),
]


def acts_of(user, project) -> dict:
    """Which acts this person may do now; nothing for those who neither run the project nor decide who sees it."""
    acts = PROJECTS.open_acts(project, user) if user.is_authenticated else []
    if acts and len(policies.possible_sights(user, project)) < 2:
        acts = [act for act in acts if act != "share"]
    buttons = [_button(act, project) for act in acts if PROJECT_WORKFLOW[act].button]
    if "add_partner" not in acts:  # an act of those who run it, in any state
        return {"may_run": False, "acts": buttons}
    has_indicators = bool(project.indicators.all())
    return {
        "may_run": True,
        "acts": buttons,
        "can_publish_lessons": policies.can_publish_lesson(user),
        "additions": [
            {"name": f"projects:{name}", "label": label}
            for name, label in ADDITIONS
            if name != "measurement_record" or has_indicators
        ],
    }


def _button(act: str, project: Project) -> Button:
    url = reverse(f"projects:project_{act}", args=[project.code])
    return Button(PROJECT_WORKFLOW[act].button, url, is_post=act in WITHOUT_PAGE, tone=TONES.get(act, ""))


def agencies_of(project) -> list[Agency]:
    """The agencies of a project, each once whatever its roles."""
    return list(dict.fromkeys(link.agency for link in project.partnerships.all()))
