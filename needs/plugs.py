"""What this floor knows of the chain of a need: the need itself, the requests that follow from it, their screening."""

from collections import defaultdict

from core.chain import ChainFact, chain_facts
from core.related import address_of
from needs.choices import RequestState
from needs.models import AssistanceRequest

SCREENED = (
    RequestState.SCREENING,
    RequestState.ACCEPTED,
    RequestState.DECLINED,
    RequestState.IN_RESPONSE,
    RequestState.DELIVERED,
    RequestState.CLOSED,
)


@chain_facts["need"].plug
def tell_steps_of_needs(needs, reader):
    told = {need.pk: defaultdict(list, need=[ChainFact(need.code, address_of(need))]) for need in needs}
    links = AssistanceRequest.needs.through.objects.filter(
        need__in=needs,
        assistancerequest__in=AssistanceRequest.objects.visible_to(reader).exclude(state=RequestState.DRAFT),
    ).select_related("assistancerequest")
    for link in links:
        assistance = link.assistancerequest
        told[link.need_id]["request"].append(ChainFact(assistance.code, address_of(assistance)))
        if assistance.state in SCREENED:
            decided = assistance.decided_on.isoformat() if assistance.decided_on else assistance.get_state_display()
            told[link.need_id]["screening"].append(ChainFact(decided))
    return told
