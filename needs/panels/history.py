"""What was done to assessments and requests, as their pages tell it."""

from core.pages.history import HistoryLine, history_of
from needs.choices import AssessmentVerb, RequestVerb
from needs.models import AssistanceRequest, NeedsAssessment


def history_of_assessment(assessment: NeedsAssessment) -> list[HistoryLine]:
    """Newest first; a draft that saves itself fills no page."""
    return history_of(
        assessment, AssessmentVerb, with_reason={AssessmentVerb.RETURNED}, repeated={AssessmentVerb.EDITED}
    )


def history_of_request(assistance: AssistanceRequest) -> list[HistoryLine]:
    """Newest first; other reasons than these have their own place on the page."""
    return history_of(
        assistance,
        RequestVerb,
        with_reason={RequestVerb.WITHDRAWN, RequestVerb.VERIFIED},
        repeated={RequestVerb.EDITED, RequestVerb.SCREENED},
    )
