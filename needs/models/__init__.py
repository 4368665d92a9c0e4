"""What countries need, and what they ask for."""

from needs.models.assessments import AssessmentNeed, NeedsAssessment
from needs.models.needs import Need
from needs.models.requests import AssistanceRequest, Message, Screening, ServiceLimit

__all__ = [
    "AssessmentNeed",
    "AssistanceRequest",
    "Message",
    "Need",
    "NeedsAssessment",
    "Screening",
    "ServiceLimit",
]
