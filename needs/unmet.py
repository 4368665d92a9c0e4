"""Which needs nobody answers. What answers them lies partly on the floors above (needs.hooks)."""

from needs.choices import OPEN_STATES, NeedStatus, RequestState
from needs.hooks import answered_needs
from needs.models import AssistanceRequest, Need

# A draft is not yet an answer that anybody gives.
ANSWERING_STATES = [state for state in OPEN_STATES if state != RequestState.DRAFT]


def unmet_needs(reader):
    """Adopted needs without an answer: not met, and no live request, match or project that the reader may see."""
    requests = AssistanceRequest.objects.visible_to(reader).filter(state__in=ANSWERING_STATES)
    answers = AssistanceRequest.needs.through.objects.filter(assistancerequest__in=requests).values("need")
    unmet = Need.objects.visible_to(reader).adopted().exclude(status=NeedStatus.MET).exclude(pk__in=answers)
    return unmet.exclude(answered_needs(reader))
