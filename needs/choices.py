"""States, answers and moves of assessments, needs and assistance requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Workflow


class AssessmentKind(models.TextChoices):
    COMPREHENSIVE = "comprehensive", _("Comprehensive")
    SECTORAL = "sectoral", _("Sectoral")
    TECHNOLOGY = "technology", _("Technology")
    POST_CONFLICT = "post_conflict", _("Post-conflict")
    STATED = "stated", _("As stated in a document")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("In consultation")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ADOPTED = "adopted", _("Adopted")
    SUPERSEDED = "superseded", _("Superseded")


ASSESSMENT_WORKFLOW = Workflow(
    {
        "consult": ({AssessmentState.DRAFT, AssessmentState.RETURNED}, AssessmentState.CONSULTATION),
        "submit": (
            {AssessmentState.DRAFT, AssessmentState.CONSULTATION, AssessmentState.RETURNED},
            AssessmentState.SUBMITTED,
        ),
        "return": ({AssessmentState.SUBMITTED}, AssessmentState.RETURNED),
        "adopt": ({AssessmentState.SUBMITTED}, AssessmentState.ADOPTED),
        "supersede": ({AssessmentState.ADOPTED}, AssessmentState.SUPERSEDED),
    }
)


class NeedScope(models.TextChoices):
    """Whose need it is: a country's, a region's, a group's of countries, or everybody's."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    GROUP = "group", _("Group of countries")
    GLOBAL = "global", _("Global")


class NeedStatus(models.TextChoices):
    IDENTIFIED = "identified", _("Identified")
    PARTLY_KNOWN = "partly_known", _("Partly known")
    UNDER_ASSESSMENT = "under_assessment", _("Under assessment")
    PLANNED = "planned", _("Response planned")
    IN_PROGRESS = "in_progress", _("In progress")
    BEING_MET = "being_met", _("Being met by a project")
    MET = "met", _("Met")


class RequestState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCREENING = "screening", _("In screening")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    IN_RESPONSE = "in_response", _("In response")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATES = (
    RequestState.DRAFT,
    RequestState.SUBMITTED,
    RequestState.SCREENING,
    RequestState.RETURNED,
    RequestState.ACCEPTED,
    RequestState.IN_RESPONSE,
)

REQUEST_WORKFLOW = Workflow(
    {
        "submit": ({RequestState.DRAFT, RequestState.RETURNED}, RequestState.SUBMITTED),
        "start_screening": ({RequestState.SUBMITTED}, RequestState.SCREENING),
        "return": ({RequestState.SUBMITTED, RequestState.SCREENING}, RequestState.RETURNED),
        "accept": ({RequestState.SCREENING}, RequestState.ACCEPTED),
        "decline": ({RequestState.SCREENING}, RequestState.DECLINED),
        "start_response": ({RequestState.ACCEPTED}, RequestState.IN_RESPONSE),
        "deliver": ({RequestState.IN_RESPONSE}, RequestState.DELIVERED),
        "close": ({RequestState.DELIVERED}, RequestState.CLOSED),
        "withdraw": (set(OPEN_STATES), RequestState.WITHDRAWN),
        "merge": ({RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED}, RequestState.WITHDRAWN),
    }
)


class ScreeningDecision(models.TextChoices):
    """Outcome of the screening."""

    ADMITTED = "admitted", _("Admitted")
    NOT_ADMITTED = "not_admitted", _("Not admitted")


class RefusalReason(models.TextChoices):
    """Why a request was not admitted (metric M4)."""

    OUTSIDE_MANDATE = "outside_mandate", _("Outside the mandate, referred")
    DUPLICATE = "duplicate", _("Duplicate of support under way")
    INELIGIBLE = "ineligible", _("Ineligible requester")
    OTHER = "other", _("Other")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent")


class Arrangement(models.TextChoices):
    """Kind of cooperation through which support is delivered."""

    SOUTH_SOUTH = "south-south", _("South-South cooperation")
    TRIANGULAR = "triangular", _("Triangular (South-South-North) cooperation")
    NORTH_SOUTH = "north-south", _("North-South cooperation")
    BILATERAL = "bilateral", _("Bilateral (one country)")
    MULTILATERAL = "multilateral", _("Multilateral or regional")
    UN_SYSTEM = "un-system", _("UN inter-agency")
    PUBLIC_PRIVATE = "public-private", _("Public-private")


class Criterion(models.IntegerChoices):
    """The eight screening criteria, drawn from paragraph 29 of the 2005 report."""

    NATIONAL_PRIORITY = 1, _("Follows an adopted national priority")
    POVERTY = 2, _("Contributes to poverty reduction and the national development plan")
    REGIONAL_PRIORITIES = 3, _("Fits the regional environmental priorities")
    EXISTING_ASSESSMENTS = 4, _("Builds on existing assessments")
    NO_DUPLICATION = 5, _("Does not duplicate what runs or is planned")
    TREATIES = 6, _("Supports obligations under environmental agreements")
    STAKEHOLDERS = 7, _("Stakeholders took part, women and men")
    SOUTH_SOUTH = 8, _("South-South potential was considered")


class Answer(models.TextChoices):
    MET = "met", pgettext_lazy("a criterion", "Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class MessageKind(models.TextChoices):
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")
