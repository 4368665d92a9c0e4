"""The lives of assessments and requests: their moves, whose each act is, and who is told."""

from core.acts import Life
from needs import notices, policies
from needs.choices import ASSESSMENT_WORKFLOW, REQUEST_WORKFLOW
from needs.models import AssistanceRequest, NeedsAssessment

ASSESSMENTS: Life[NeedsAssessment] = Life(
    ASSESSMENT_WORKFLOW,
    policies.ASSESSMENT_ACTORS,
    ("country", "created_by"),
    notices.notify_of_assessment,
    under=("country",),
)
REQUESTS: Life[AssistanceRequest] = Life(
    REQUEST_WORKFLOW, policies.REQUEST_ACTORS, ("country__region",), notices.notify_of_request
)
