"""States and kinds of decisions, reforms, groups and duties. Values are terms of the founding documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import Workflow


class DecisionKind(models.TextChoices):
    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")
    DRAFT_DECISION = "draft_decision", _("Draft decision")
    DECLARATION = "declaration", _("Declaration")
    OUTCOME = "outcome", _("Outcome document")
    PROGRAMME_OF_ACTION = "programme_of_action", _("Programme of action or plan")
    REPORT = "report", _("Report with recommendations")


class AskState(models.TextChoices):
    """How far something asked of somebody has come; also the life of a reform."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    AWAITING_DECISION = "awaiting_decision", _("Awaiting Council decision")
    AWAITING_OTHER = "awaiting_other", _("Awaiting an outside process")


ASK_WORKFLOW = Workflow(
    {
        "start": (
            {AskState.NOT_STARTED, AskState.AWAITING_DECISION, AskState.AWAITING_OTHER},
            AskState.IN_PROGRESS,
        ),
        "await_decision": ({AskState.NOT_STARTED, AskState.IN_PROGRESS}, AskState.AWAITING_DECISION),
        "await_other": ({AskState.NOT_STARTED, AskState.IN_PROGRESS}, AskState.AWAITING_OTHER),
        "complete": (
            {AskState.IN_PROGRESS, AskState.AWAITING_DECISION, AskState.AWAITING_OTHER},
            AskState.COMPLETED,
        ),
    }
)


class BudgetImplication(models.TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes")
    POSSIBLE = "possible", _("Possible or some")
    SEE_OTHER_ITEM = "see_other_item", _("See another item")


class GroupRole(models.TextChoices):
    MEMBER = "member", _("Member")
    CHAIR = "chair", _("Chair")
    CO_CHAIR = "co_chair", _("Co-chair")
    COORDINATOR = "coordinator", _("Coordinator")
    HOST = "host", _("Host")
    PROPOSED_BY = "proposed_by", _("Proposed by")


class Frequency(models.TextChoices):
    ONCE = "once", _("Once")
    HALF_YEARLY = "half_yearly", _("Twice a year")
    ANNUAL = "annual", _("Every year")
    BIENNIAL = "biennial", _("Every two years")
    RECURRING = "recurring", _("Recurring")


class FigureKind(models.TextChoices):
    TARGET = "target", _("Target")
    ACTUAL = "actual", _("Result")


class Gender(models.TextChoices):
    """Grammatical gender of the office holder's title (council report specification, 3.4)."""

    MASCULINE = "m", _("masculine")
    FEMININE = "f", _("feminine")
