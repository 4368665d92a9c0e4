"""What several pages of projects show together: what this reader may do, and the agencies that take part."""

from django.utils.translation import gettext_lazy

from partners.models import Agency
from projects import policies
from projects.actions.projects import ENDED_STATES
from projects.choices import PROJECT_WORKFLOW

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
    """Which acts this person may do now; nothing for those who do not run the project."""
    if not (user.is_authenticated and policies.can_run(user, project)):
        return {"may_run": False}
    state = project.state
    has_indicators = bool(project.indicators.all())
    return {
        "may_run": True,
        "can_edit": state not in ENDED_STATES,
        "can_start": PROJECT_WORKFLOW.may(state, "start"),
        "can_deliver": PROJECT_WORKFLOW.may(state, "complete"),
        "can_close": PROJECT_WORKFLOW.may(state, "close"),
        "can_cancel": PROJECT_WORKFLOW.may(state, "cancel"),
        "can_publish_lessons": policies.can_publish_lesson(user),
        "additions": [
            {"door": f"projects:{name}", "label": label}
            for name, label in ADDITIONS
            if name != "measurement_record" or has_indicators
        ],
    }


def agencies_of(project) -> list[Agency]:
    """The agencies of a project, each once whatever its roles."""
    return list(dict.fromkeys(link.agency for link in project.partnerships.all()))
