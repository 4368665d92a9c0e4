"""What this floor knows of the chain of a need: the need itself, the requests that follow from it, their screening."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Reader
from core.pages.related import address_of
from core.text.locales import day_in_words
from needs.chain import ChainEntry, Steps
from needs.choices import Criterion, RequestState
from needs.hooks import steps_of_needs, steps_of_requests
from needs.models import AssistanceRequest, Need, Screening

SCREENED = (
    RequestState.SCREENING,
    RequestState.ACCEPTED,
    RequestState.DECLINED,
    RequestState.IN_RESPONSE,
    RequestState.DELIVERED,
    RequestState.CLOSED,
)


@steps_of_needs.answer
def own_steps_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    told = {need.pk: defaultdict(list, need=[ChainEntry(need.code, address_of(need))]) for need in needs}
    links = AssistanceRequest.needs.through.objects.filter(
        need__in=needs,
        assistancerequest__in=AssistanceRequest.objects.visible_to(reader).received(),
    ).select_related("assistancerequest")
    for link in links:
        assistance = link.assistancerequest
        told[link.need_id]["request"].append(ChainEntry(assistance.code, address_of(assistance)))
        if assistance.state in SCREENED:
            decided = day_in_words(assistance.decided_on) if assistance.decided_on else assistance.get_state_display()
            told[link.need_id]["screening"].append(ChainEntry(decided))
    return told


@steps_of_requests.answer
def own_steps_of_requests(requests: Sequence[AssistanceRequest], reader: Reader) -> Steps:
    told = {assistance.pk: defaultdict(list, request=[_arrival_of(assistance)]) for assistance in requests}
    links = AssistanceRequest.needs.through.objects.filter(
        assistancerequest__in=requests, need__in=Need.objects.visible_to(reader)
    ).select_related("need")
    for link in links:
        told[link.assistancerequest_id]["need"].append(ChainEntry(link.need.code, address_of(link.need)))
    answered = dict(
        Screening.objects.filter(assistance__in=requests).order_by().values_list("assistance").annotate(Count("pk"))
    )
    for assistance in requests:
        if assistance.decided_on:
            told[assistance.pk]["screening"].append(ChainEntry(day_in_words(assistance.decided_on)))
        elif assistance.state in SCREENED:
            numbers = {"done": answered.get(assistance.pk, 0), "all": len(Criterion)}
            told[assistance.pk]["screening"].append(ChainEntry(_("%(done)d of %(all)d criteria") % numbers))
    return told


def _arrival_of(assistance: AssistanceRequest) -> ChainEntry:
    if assistance.received_on is None:
        return ChainEntry(assistance.get_state_display())
    return ChainEntry(_("submitted %(day)s") % {"day": day_in_words(assistance.received_on)})
