"""States, answers and moves of assessments, needs and assistance requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.choices import Verb
from core.workflow import Move, Workflow


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


class AssessmentVerb(Verb):
    DRAFTED = "assessment.drafted", _("Drafted")
    EDITED = "assessment.edited", _("Draft changed")
    NEEDS_CARRIED_OVER = "assessment.needs_carried_over", _("Needs of the previous version carried over")
    CONSULTED = "assessment.consulted", _("Sent for consultation")
    SUBMITTED = "assessment.submitted", _("Submitted to the signatory")
    RETURNED = "assessment.returned", _("Returned with a reason")
    ADOPTED = "assessment.adopted", _("Adopted for the Government")
    SUPERSEDED = "assessment.superseded", _("Superseded by a newer version")


OPEN_ASSESSMENT_STATES = (AssessmentState.DRAFT, AssessmentState.CONSULTATION, AssessmentState.RETURNED)
PUBLISHED_STATES = (AssessmentState.ADOPTED, AssessmentState.SUPERSEDED)
FROZEN = _("This assessment has been submitted and is frozen. Begin a new version instead.")

ASSESSMENT_WORKFLOW = Workflow(
    {
        "adopt": Move(
            AssessmentVerb.ADOPTED,
            {AssessmentState.SUBMITTED},
            AssessmentState.ADOPTED,
            button=_("Adopt for the Government"),
        ),
        "submit": Move(
            AssessmentVerb.SUBMITTED,
            OPEN_ASSESSMENT_STATES,
            AssessmentState.SUBMITTED,
            button=_("Submit to the signatory"),
        ),
        "consult": Move(
            AssessmentVerb.CONSULTED,
            {AssessmentState.DRAFT, AssessmentState.RETURNED},
            AssessmentState.CONSULTATION,
            button=_("Send for consultation"),
        ),
        "edit": Move(AssessmentVerb.EDITED, OPEN_ASSESSMENT_STATES, button=_("Edit texts and needs"), refusal=FROZEN),
        "carry_over": Move(AssessmentVerb.NEEDS_CARRIED_OVER, OPEN_ASSESSMENT_STATES, refusal=FROZEN),
        "return": Move(
            AssessmentVerb.RETURNED,
            {AssessmentState.SUBMITTED},
            AssessmentState.RETURNED,
            button=_("Return the assessment"),
        ),
        "supersede": Move(AssessmentVerb.SUPERSEDED, {AssessmentState.ADOPTED}, AssessmentState.SUPERSEDED),
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


class NeedVerb(Verb):
    ADDED = "need.added", _("Added")
    EDITED = "need.edited", _("Changed")
    RANKED = "need.ranked", _("Rank changed")
    REMOVED = "need.removed", _("Removed from the draft")
    MET = "need.met", _("Met")


NEED_WORKFLOW = Workflow({"meet": Move(NeedVerb.MET, set(NeedStatus), NeedStatus.MET)}, field="status")


class RequestState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCREENING = "screening", _("In screening")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Admitted")
    DECLINED = "declined", _("Not admitted")
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


class RequestVerb(Verb):
    DRAFTED = "request.drafted", _("Drafted")
    EDITED = "request.edited", _("Draft changed")
    HANDED_OVER = "request.handed_over", _("Sent to the signatory")
    SUBMITTED = "request.submitted", _("Submitted by the signatory")
    SCREENING_STARTED = "request.screening_started", _("Screening started")
    SCREENED = "request.screened", _("Criterion answered")
    QUESTION_WRITTEN = "request.question_written", _("Question asked")
    ANSWER_WRITTEN = "request.answer_written", _("Answer given")
    COMMENT_WRITTEN = "request.comment_written", _("Comment written")
    RETURNED = "request.returned", _("Returned with a question")
    ACCEPTED = "request.accepted", _("Admitted")
    DECLINED = "request.declined", _("Not admitted")
    MERGED = "request.merged", _("Merged with another request")
    WITHDRAWN = "request.withdrawn", _("Withdrawn")
    RESPONSE_STARTED = "request.response_started", _("Response started")
    DELIVERED = "request.delivered", _("Delivered")
    CLOSED = "request.closed", _("Accepted by the Government and closed")
    VERIFIED = "request.verified", _("Result verified")
    REMINDED = "request.reminded", _("Overdue: reminder sent")


EDITABLE_REQUEST_STATES = (RequestState.DRAFT, RequestState.RETURNED)
SENT_REQUEST_STATES = tuple(state for state in RequestState if state != RequestState.DRAFT)
THREAD_IS_CLOSED = _("You can write messages once the request has been submitted.")

# In the order in which a page shows the buttons.
REQUEST_WORKFLOW = Workflow(
    {
        "hand_over": Move(
            RequestVerb.HANDED_OVER,
            EDITABLE_REQUEST_STATES,
            button=_("Check and send to the signatory"),
            refusal=_("Only a draft, or a request that has been returned, can be sent to the signatory."),
        ),
        "submit": Move(
            RequestVerb.SUBMITTED, EDITABLE_REQUEST_STATES, RequestState.SUBMITTED, button=_("Read and sign")
        ),
        "edit": Move(
            RequestVerb.EDITED,
            EDITABLE_REQUEST_STATES,
            button=_("Edit"),
            refusal=_(
                "A request can be changed only while it is a draft, or after it has been returned to the country."
            ),
        ),
        "close": Move(
            RequestVerb.CLOSED,
            {RequestState.DELIVERED},
            RequestState.CLOSED,
            button=_("Confirm delivery and rate"),
        ),
        "withdraw": Move(RequestVerb.WITHDRAWN, OPEN_STATES, RequestState.WITHDRAWN, button=_("Withdraw")),
        "start_screening": Move(
            RequestVerb.SCREENING_STARTED,
            {RequestState.SUBMITTED},
            RequestState.SCREENING,
            button=_("Start screening"),
        ),
        "screen": Move(
            RequestVerb.SCREENED,
            {RequestState.SCREENING},
            refusal=_("Criteria can be answered only while the request is in screening."),
        ),
        "ask": Move(RequestVerb.QUESTION_WRITTEN, SENT_REQUEST_STATES, refusal=THREAD_IS_CLOSED),
        "answer": Move(RequestVerb.ANSWER_WRITTEN, SENT_REQUEST_STATES, refusal=THREAD_IS_CLOSED),
        "comment": Move(RequestVerb.COMMENT_WRITTEN, SENT_REQUEST_STATES, refusal=THREAD_IS_CLOSED),
        "return": Move(RequestVerb.RETURNED, {RequestState.SUBMITTED, RequestState.SCREENING}, RequestState.RETURNED),
        "accept": Move(RequestVerb.ACCEPTED, {RequestState.SCREENING}, RequestState.ACCEPTED),
        "decline": Move(RequestVerb.DECLINED, {RequestState.SCREENING}, RequestState.DECLINED),
        "merge": Move(
            RequestVerb.MERGED,
            {RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED},
            RequestState.WITHDRAWN,
            button=_("Merge with another request"),
        ),
        "start_response": Move(RequestVerb.RESPONSE_STARTED, {RequestState.ACCEPTED}, RequestState.IN_RESPONSE),
        "deliver": Move(RequestVerb.DELIVERED, {RequestState.IN_RESPONSE}, RequestState.DELIVERED),
        "verify": Move(
            RequestVerb.VERIFIED,
            {RequestState.CLOSED},
            button=_("Verify the result"),
            refusal=_("A result can be verified only once, and only after the Government has accepted it."),
        ),
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
    REGIONAL_PRIORITIES = 3, _("Is consistent with regional environmental priorities")
    EXISTING_ASSESSMENTS = 4, _("Builds on existing assessments")
    NO_DUPLICATION = 5, _("Does not duplicate ongoing or planned support")
    TREATIES = 6, _("Supports obligations under multilateral environmental agreements")
    STAKEHOLDERS = 7, _("Stakeholders, both women and men, took part")
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
