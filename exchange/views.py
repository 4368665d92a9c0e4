"""Pages of the South-South exchange."""

from django.db.models import Count
from django.urls import reverse

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.text.languages import Language
from exchange.choices import Module
from exchange.filters import OfferFilter, UnmetNeedFilter
from exchange.hooks import sections_of_offer
from exchange.models import Offer
from needs.unmet import unmet_needs
from needs.views.needs import NeedList
from reference.citations import split_citations
from reference.exports import keys, source_places


class OfferList(RecordListView):
    template_name = "exchange/offer_list.html"
    filterset_class = OfferFilter
    sorts = {
        "title": ("title",),
        "module": ("module", "title"),
        "confirmed_on": ("confirmed_on", "title"),
        "code": ("code",),
    }
    file_name = "offers"
    columns = (
        Column("code", lambda offer: offer.code),
        Column("title", lambda offer: offer.title),
        Column("module", lambda offer: offer.module),
        Column("kind", lambda offer: offer.kind),
        Column("provider", lambda offer: offer.provider.code if offer.provider else ""),
        Column("further_providers", lambda offer: [agency.code for agency in offer.further_providers.all()]),
        Column("provider_country", lambda offer: offer.provider_country_id),
        Column("countries", keys("countries")),
        Column("themes", keys("themes")),
        Column("languages", lambda offer: offer.languages),
        Column("state", lambda offer: offer.state),
        Column("confirmed_on", lambda offer: offer.confirmed_on),
        Column("valid_until", lambda offer: offer.valid_until),
        Column("origin", lambda offer: offer.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Offer.objects.visible_to(reader).offered().with_card(reader)

    def get_context(self):
        visible = Offer.objects.visible_to(self.request.user)
        return {"views": self.views_by_module(visible.offered()), "mechanism": visible.about_the_mechanism()}

    def views_by_module(self, offers):
        """Each module with how many offers it has, one press away."""
        counts = dict(offers.order_by().values_list("module").annotate(Count("pk")))
        chosen = self.request.GET.getlist("module")
        address = reverse("exchange:offer_list")
        return [
            {
                "label": module.label,
                "url": f"{address}?module={module}",
                "count": counts.get(module, 0),
                "is_current": chosen == [module],
            }
            for module in Module
        ]


class OfferDetail(RecordDetailView):
    template_name = "exchange/offer_detail.html"

    def get_queryset(self):
        reader = self.request.user
        offers = Offer.objects.visible_to(reader).with_card(reader)
        return offers.prefetch_related("areas", "capacity_types", "meas")

    def get_context(self, offer):
        sections = sections_of_offer(offer, self.request.user)
        return {
            "modules": [Module(module).label for module in offer.modules],
            "spoken": [Language(code).label for code in offer.languages],
            "sections": [section for section in sections if section.count],
            **split_citations(offer),
        }


class UnmetNeedList(NeedList):
    """The rows of the list of needs, narrowed to those that nobody answers."""

    template_name = "exchange/unmet_list.html"
    filterset_class = UnmetNeedFilter
    file_name = "unmet-needs"

    def get_queryset(self):
        return unmet_needs(self.request.user).with_card()
