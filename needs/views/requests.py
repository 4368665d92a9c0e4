"""The list of requests, and the page of one."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils.translation import gettext_lazy as _

from core.lists.columns import TEXT, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from needs.kinds import REQUESTS
from needs.panels.progress import request_rows_with_steps
from needs.panels.request_page import page_of, requests_for_page


class RequestList(LoginRequiredMixin, RecordListView):
    kind = REQUESTS
    template_name = "needs/request_list.html"
    columns = (
        Column("title", _("Request"), "needs/cells/assistance_title.html", sort=("title",)),
        Column("country", _("Country"), TEXT, sort=("country__name", "code")),
        Column("theme", _("Theme"), WORDS),
        Column("state", _("Status"), "needs/cells/assistance_state.html", sort=("state", "state_since")),
        Column("holder", _("With whom"), "needs/_holder.html"),
        Column(
            "since",
            _("Working days"),
            "needs/_clock.html",
            sort=("state_since", "code"),
            short_label=_("Working days"),
        ),
    )
    row_name = "assistance"
    default_order = "received"
    hidden_orders = {"received": ("-received_on", "code"), "code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()

    def prepare_rows(self, rows):
        return request_rows_with_steps(rows, self.request.user)


class RequestDetail(LoginRequiredMixin, RecordDetailView):
    """The page of one request for all who may see it; what they may do with it differs."""

    template_name = "needs/request_detail.html"

    def get_queryset(self):
        return requests_for_page(self.request.user)

    def get_context(self, assistance):
        return page_of(assistance, self.request.user)
