"""What this floor knows of needs: offers matched with them or with their requests."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Reader, User
from core import clock
from core.pages.related import RelatedList, address_of, relate
from exchange.actions import end_matches
from exchange.models import Match, Offer
from needs.chain import ChainEntry, FoundSteps, Steps
from needs.hooks import (
    Evidence,
    answered_needs,
    request_withdrawn,
    southern_offers,
    steps_of_needs,
    steps_of_requests,
)
from needs.models import AssistanceRequest, Need
from partners.hooks import sections_of_agency
from partners.models import Agency
from reference.choices import GroupKind
from reference.models import Country, GroupMembership, Theme


@answered_needs.answer
def needs_with_live_match(reader: Reader) -> Q:
    live = Match.objects.visible_to(reader).live()
    return Q(pk__in=live.filter(need__isnull=False).values("need"))


@steps_of_needs.answer
def matches_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    told: FoundSteps = defaultdict(lambda: defaultdict(list))
    needs_of_request: dict[int | None, list[int]] = defaultdict(list)
    for link in AssistanceRequest.needs.through.objects.filter(need__in=needs):
        needs_of_request[link.assistancerequest_id].append(link.need_id)
    answering = Q(need__in=needs) | Q(assistance__in=needs_of_request)
    for match, entry in _made_matches(answering, reader):
        for need in [match.need_id] if match.need_id else needs_of_request[match.assistance_id]:
            told[need]["match"].append(entry)
    return told


@steps_of_requests.answer
def matches_of_requests(requests: Sequence[AssistanceRequest], reader: Reader) -> Steps:
    told: FoundSteps = defaultdict(lambda: defaultdict(list))
    for match, entry in _made_matches(Q(assistance__in=requests), reader):
        told[match.assistance_id]["match"].append(entry)
    return told


def _made_matches(condition: Q, reader: Reader) -> Iterator[tuple[Match, ChainEntry]]:
    """Each with its offer, as far as the reader may see that."""
    made = list(Match.objects.visible_to(reader).made().filter(condition))
    offers = Offer.objects.visible_to(reader).in_bulk([match.offer_id for match in made]) if made else {}
    for match in made:
        offer = offers.get(match.offer_id)
        yield match, ChainEntry(offer.title, address_of(offer)) if offer else ChainEntry(_("not public"))


@request_withdrawn.answer
def end_matches_of_withdrawn_request(assistance: AssistanceRequest, by: User) -> None:
    end_matches(assistance, by=by)


@southern_offers.answer
def offers_of_the_south(country: Country, theme: Theme, reader: Reader) -> list[Evidence]:
    """Valid offers in the theme whose provider sits in another developing country."""
    today = clock.today()
    south = GroupMembership.objects.valid_on(today).filter(group=GroupKind.DEVELOPING).values("country")
    offers = (
        Offer.objects.visible_to(reader)
        .offered()
        .filter(Q(provider_country__in=south) | Q(provider_country=None, provider__country__in=south))
        .valid(today)
        .filter(themes=theme)
        .exclude(Q(provider_country=country) | Q(provider_country=None, provider__country=country))
    )
    return [
        Evidence(offer.title, address_of(offer), offer.code, str(offer.provider or offer.provider_country))
        for offer in offers.select_related("provider_country").with_visible(reader, "provider")
    ]


@sections_of_agency.answer
def offers_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    offers = Offer.objects.visible_to(reader).offered().filter(provider=agency)
    all_url = f"{reverse('exchange:offer_list')}?provider={agency.code}"
    return [relate(_("Offers to others"), offers, Offer.get_module_display, all_url)]
