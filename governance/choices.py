"""States and kinds of decisions, reforms, groups and duties. Values are terms of the founding documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Verb


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


class BudgetImplication(models.TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes")
    POSSIBLE = "possible", _("Possible or some")
    SEE_OTHER_ITEM = "see_other_item", _("See another item")


class GroupKind(models.TextChoices):
    """What kind of body it is, as the documents name it."""

    GOVERNING_BODY = "governing_body", _("Governing body")
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    SENIOR_OFFICIALS = "senior_officials", _("Meeting of senior officials")
    BUREAU = "bureau", _("Bureau")
    INTERGOVERNMENTAL = "intergovernmental_working_group", _("Intergovernmental working group")
    NEGOTIATING_COMMITTEE = "negotiating_committee", _("Negotiating committee")
    CONSULTATIVE_PROCESS = "consultative_process", _("Consultative process")
    STEERING_COMMITTEE = "steering_committee", _("Steering committee")
    FACILITATING_COMMITTEE = "facilitating_committee", _("Facilitating committee")
    COORDINATION_GROUP = "coordination_group", _("Coordination group")
    ISSUE_MANAGEMENT = "issue_management_group", _("Issue management group")
    THEMATIC_WORKING_GROUP = "thematic_working_group", _("Thematic working group")
    WORKING_GROUP = "working_group", _("Working group")
    TASK_TEAM = "task_team", _("Task team")
    COUNTRY_TEAM = "country_team", _("Country team")
    ADVISORY_GROUP = "advisory_group", _("Advisory group")
    EXPERT_GROUP = "expert_group", _("Expert group")
    REVIEW_BODY = "review_body", _("Review body")
    PEER_SUPPORT = "peer_support_group", _("Peer support group")
    INFORMAL_GROUP = "informal_group", _("Informal group")
    FORUM = "forum", _("Forum")
    NETWORK = "network", _("Network")
    COALITION = "coalition", _("Coalition")
    PROPOSED_BODY = "proposed_body", _("Proposed body")


class GroupStatus(models.TextChoices):
    """How a document describes the body's state."""

    PROPOSED = "proposed", _("Proposed")
    PLANNED = "planned", _("Planned")
    UNDER_ANALYSIS = "under_analysis", _("Under analysis")
    ACTIVE = "active", _("Active")
    CONCLUDED = "concluded", _("Concluded")


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
    """Grammatical gender of the office holder's title (docs/design/report.md#the-office-holder)."""

    MASCULINE = "m", _("masculine")
    FEMININE = "f", _("feminine")


class MeetingVerb(Verb):
    RECORDED = "meeting.recorded", _("Recorded")


class ReformVerb(Verb):
    REPORTED = "reform.reported", _("Status reported")


class SessionVerb(Verb):
    MASTHEAD_SET = "session.masthead_set", _("Masthead entered")
