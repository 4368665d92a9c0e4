"""Pages of needs."""

from core.pages.details import RecordDetailView
from needs.chain import chain_of
from needs.hooks import steps_of_needs
from needs.models import Need, NeedsAssessment
from reference.citations import split_citations


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
