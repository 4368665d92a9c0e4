"""Pages of the South-South exchange."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lists.columns import NAMES, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.text.languages import Language
from exchange.choices import Module
from exchange.filters import UnmetNeedFilter
from exchange.hooks import sections_of_offer
from exchange.kinds import OFFERS
from exchange.models import Offer
from needs.kinds import UNMET_NEEDS
from needs.panels.need_list import NeedList
from reference.citations import split_citations


class OfferList(RecordListView):
    kind = OFFERS
    template_name = "exchange/offer_list.html"
    columns = (
        Column("title", _("Offer"), "exchange/cells/offer_title.html", sort=("title",)),
        Column("module", _("Module"), "exchange/cells/offer_module.html", sort=("module", "title")),
        Column("provider", _("Provider"), "exchange/_provider.html"),
        Column("countries", _("Where used"), NAMES),
        Column("themes", _("Themes"), NAMES),
        Column("confirmed_on", _("Confirmed"), "exchange/_confirmed.html", sort=("confirmed_on", "title")),
    )
    row_name = "offer"
    default_order = "title"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)

    def get_context(self):
        reader = self.request.user
        mechanism = Offer.objects.visible_to(reader).about_the_mechanism()
        return {"views": self.views_by_module(self.kind.rows(reader)), "mechanism": mechanism}

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

    kind = UNMET_NEEDS
    filterset_class = UnmetNeedFilter
    template_name = "exchange/unmet_list.html"
