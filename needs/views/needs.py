"""Pages of needs."""

from django.utils.translation import gettext_lazy as _

from core.lists.columns import BADGE, DAY, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from needs.chain import chain_of
from needs.hooks import steps_of_needs
from needs.kinds import NEEDS
from needs.models import Need, NeedsAssessment
from needs.panels.progress import need_rows
from reference.citations import split_citations


class NeedList(RecordListView):
    kind = NEEDS
    template_name = "needs/need_list.html"
    columns = (
        Column("need", _("Need"), "needs/cells/need_need.html", sort=("statement",)),
        Column("whose", _("Whose need"), "needs/_whose.html"),
        Column("theme", _("Theme"), WORDS, sort=("theme",)),
        Column("as_of", _("As of"), DAY, sort=("as_of", "code")),
        Column("step", _("How far it has come"), "needs/_answers.html"),
        Column("status", _("Status"), BADGE),
    )
    row_name = "need"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()

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
