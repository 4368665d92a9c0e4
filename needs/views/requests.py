"""The list of requests, and the page of one."""

from django.contrib.auth.mixins import LoginRequiredMixin

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from needs.filters import RequestFilter
from needs.models import AssistanceRequest
from needs.panels.progress import request_rows_with_steps
from needs.panels.request_page import page_of, requests_for_page
from reference.exports import keys


class RequestList(LoginRequiredMixin, RecordListView):
    template_name = "needs/request_list.html"
    filterset_class = RequestFilter
    sorts = {
        "received": ("-received_on", "code"),
        "since": ("state_since", "code"),
        "title": ("title",),
        "country": ("country__name", "code"),
        "state": ("state", "state_since"),
        "code": ("code",),
    }
    file_name = "requests"
    columns = (
        Column("code", lambda assistance: assistance.code),
        Column("title", lambda assistance: assistance.title),
        Column("country", lambda assistance: assistance.country_id),
        Column("theme", lambda assistance: assistance.theme_id),
        Column("capacity_types", keys("capacity_types")),
        Column("state", lambda assistance: assistance.state),
        Column("state_since", lambda assistance: assistance.state_since),
        Column("received_on", lambda assistance: assistance.received_on),
        Column("decided_on", lambda assistance: assistance.decided_on),
        Column("first_response_on", lambda assistance: assistance.first_response_on),
        Column("completed_on", lambda assistance: assistance.completed_on),
        Column("budget", lambda assistance: assistance.budget),
        Column("currency", lambda assistance: assistance.currency),
        Column("origin", lambda assistance: assistance.origin),
    )

    def get_queryset(self):
        found = AssistanceRequest.objects.visible_to(self.request.user).with_card()
        return found.prefetch_related("capacity_types") if self.request.GET.get("format") == "csv" else found

    def with_facts(self, rows):
        return request_rows_with_steps(rows, self.request.user)


class RequestDetail(LoginRequiredMixin, RecordDetailView):
    """The page of one request for all who may see it; what they may do with it differs."""

    template_name = "needs/request_detail.html"

    def get_queryset(self):
        return requests_for_page(self.request.user)

    def get_context(self, assistance):
        return page_of(assistance, self.request.user)
