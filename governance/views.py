"""Pages of reforms."""

from core.details import RecordDetailView
from core.exports import Column
from core.lists import RecordListView
from governance.filters import ReformFilter
from governance.models import Reform
from reference.citations import split_citations
from reference.exports import source_places


class ReformList(RecordListView):
    template_name = "governance/reform_list.html"
    filterset_class = ReformFilter
    sorts = {"number": ("number",), "state": ("state", "number"), "budget": ("budget_implication", "number")}
    file_name = "reforms"
    columns = (
        Column("number", lambda reform: reform.number),
        Column("title", lambda reform: reform.title),
        Column("ongoing_actions", lambda reform: reform.ongoing_actions),
        Column("refs", lambda reform: reform.refs),
        Column("further_actions", lambda reform: reform.further_actions),
        Column("budget_implication", lambda reform: reform.budget_implication),
        Column("budget_note", lambda reform: reform.budget_note),
        Column("needs_council_decision", lambda reform: "true" if reform.needs_council_decision else "false"),
        Column("state", lambda reform: reform.state),
        Column("waits_for", lambda reform: reform.waits_for),
        Column("responsible", lambda reform: [agency.code for agency in reform.responsible.all()]),
        Column("origin", lambda reform: reform.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return Reform.objects.visible_to(self.request.user).with_card()


class ReformDetail(RecordDetailView):
    template_name = "governance/reform_detail.html"
    lookup = "number"

    def get_queryset(self):
        return (
            Reform.objects.visible_to(self.request.user)
            .with_card()
            .select_related("draft_decision")
            .prefetch_related("accomplishments__subprogramme")
        )

    def get_context(self, reform):
        return split_citations(reform)
