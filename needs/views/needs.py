"""Pages of needs."""

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from needs.chain import chain_of
from needs.filters import NeedFilter
from needs.hooks import steps_of_needs
from needs.models import Need, NeedsAssessment
from needs.panels.progress import need_rows
from reference.citations import split_citations
from reference.exports import keys, source_places


class NeedList(RecordListView):
    template_name = "needs/need_list.html"
    filterset_class = NeedFilter
    sorts = {"code": ("code",), "need": ("statement",), "theme": ("theme",), "as_of": ("as_of", "code")}
    file_name = "needs"
    columns = (
        Column("code", lambda need: need.code),
        Column("statement", lambda need: need.statement),
        Column("scope", lambda need: need.scope),
        Column("countries", keys("countries")),
        Column("region", lambda need: need.region_id),
        Column("groups", keys("groups")),
        Column("theme", lambda need: need.theme_id),
        Column("areas", keys("areas")),
        Column("status", lambda need: need.status),
        Column("as_of", lambda need: need.as_of),
        Column("origin", lambda need: need.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return Need.objects.visible_to(self.request.user).with_card()

    def with_facts(self, rows):
        return need_rows(rows, self.request.user)


class NeedDetail(RecordDetailView):
    template_name = "needs/need_detail.html"

    def get_queryset(self):
        return (
            Need.objects.visible_to(self.request.user)
            .select_related("region", "theme")
            .prefetch_related(
                "countries", "groups", "areas", "capacity_types", "meas", "sdg_targets", "sources__document"
            )
        )

    def get_context(self, need):
        steps = steps_of_needs([need], self.request.user)[need.pk]
        return {
            "chain": chain_of(steps),
            "steps": steps,
            "assessments": NeedsAssessment.objects.visible_to(self.request.user).filter(needs=need),
            **split_citations(need),
        }
