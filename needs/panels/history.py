"""What was done to assessments and requests, as their pages tell it."""

from core.pages.history import HistoryLine, history_of, labels_of
from needs.choices import AssessmentVerb, RequestVerb
from needs.forms.assessments import AssessmentForm
from needs.forms.requests import ParticipantsForm, RequestForm
from needs.models import AssistanceRequest, NeedsAssessment


def history_of_assessment(assessment: NeedsAssessment) -> list[HistoryLine]:
    """Newest first; a draft that saves itself fills no page."""
    return history_of(
        assessment,
        AssessmentVerb,
        with_reason={AssessmentVerb.RETURNED},
        repeated={AssessmentVerb.EDITED},
        labels=labels_of(AssessmentForm),
    )


def history_of_request(assistance: AssistanceRequest) -> list[HistoryLine]:
    """Newest first; other reasons than these have their own place on the page."""
    return history_of(
        assistance,
        RequestVerb,
        with_reason={RequestVerb.WITHDRAWN, RequestVerb.VERIFIED},
        repeated={RequestVerb.EDITED, RequestVerb.SCREENED},
        labels=labels_of(RequestForm, ParticipantsForm),
    )
