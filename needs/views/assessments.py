"""Pages of needs assessments."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from core.lists.columns import DAY, NUMBER, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.rows import Row
from needs import policies
from needs.choices import AssessmentKind, AssessmentVerb
from needs.kinds import ASSESSMENTS
from needs.models import AssessmentNeed, Need, NeedsAssessment
from needs.panels.assessment_draft import acts_of
from needs.panels.history import history_of_assessment
from needs.panels.progress import need_rows
from reference.citations import split_citations


class AssessmentList(RecordListView):
    kind = ASSESSMENTS
    template_name = "needs/assessment_list.html"
    columns = (
        Column("title", _("Assessment"), "needs/cells/assessment_title.html", sort=("title", "code")),
        Column("whose", _("Whose needs"), "needs/_assessment_of.html"),
        Column("kind", _("Kind"), "needs/cells/assessment_kind.html", sort=("kind", "code")),
        Column("as_of", _("As of"), DAY, sort=("as_of", "code")),
        Column("needs", _("Needs"), NUMBER, is_number=True, field="needs_count"),
        Column("state", _("Status"), "needs/_assessment_state.html"),
    )
    row_name = "assessment"
    default_order = "title"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()

    def prepare_rows(self, rows):
        needs = Need.objects.visible_to(self.request.user)
        entries = AssessmentNeed.objects.filter(assessment__in=rows, need__in=needs)
        counts = Counter(entries.values_list("assessment", flat=True))
        return [Row(assessment, needs_count=counts[assessment.pk]) for assessment in rows]


class AssessmentDetail(RecordDetailView):
    template_name = "needs/assessment_detail.html"

    def get_queryset(self):
        return NeedsAssessment.objects.visible_to(self.request.user).with_card().select_related("created_by")

    def get_context(self, assessment):
        reader = self.request.user
        visible = NeedsAssessment.objects.visible_to(reader)
        entries = assessment.entries.filter(need__in=Need.objects.visible_to(reader)).select_related("need__theme")
        needs = need_rows([entry.need for entry in entries], reader)
        is_inside = policies.can_read_restricted(reader, assessment)
        events = history_of_assessment(assessment) if is_inside else []
        return {
            "entries": [Row(entry, need=need) for entry, need in zip(entries, needs, strict=True)],
            "versions": [] if assessment.is_stated else versions_of(assessment, visible),
            "may_read_restricted": is_inside,
            "events": events,
            "returned": next((event for event in events if event.verb == AssessmentVerb.RETURNED), None),
            **acts_of(reader, assessment),
            **split_citations(assessment),
        }


def versions_of(assessment, visible):
    """Every version of the country's assessment that may be seen, newest first; documents' statements apart."""
    return visible.filter(country=assessment.country_id).exclude(kind=AssessmentKind.STATED).order_by("-number")
