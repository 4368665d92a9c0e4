"""Pages of needs assessments."""

from collections import Counter

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.rows import Row
from needs import policies
from needs.choices import AssessmentKind, AssessmentVerb
from needs.filters.assessments import AssessmentFilter
from needs.models import AssessmentNeed, Need, NeedsAssessment
from needs.panels.assessment_draft import acts_of
from needs.panels.history import history_of_assessment
from needs.panels.progress import need_rows
from reference.citations import split_citations
from reference.exports import keys, source_places


class AssessmentList(RecordListView):
    template_name = "needs/assessment_list.html"
    filterset_class = AssessmentFilter
    sorts = {"title": ("title", "code"), "code": ("code",), "kind": ("kind", "code"), "as_of": ("as_of", "code")}
    file_name = "assessments"
    columns = (
        Column("code", lambda assessment: assessment.code),
        Column("title", lambda assessment: assessment.title),
        Column("kind", lambda assessment: assessment.kind),
        Column("scope", lambda assessment: assessment.scope),
        Column("country", lambda assessment: assessment.country_id),
        Column("region", lambda assessment: assessment.region_id),
        Column("groups", keys("groups")),
        Column("number", lambda assessment: assessment.number),
        Column("state", lambda assessment: assessment.state),
        Column("endorsed_on", lambda assessment: assessment.endorsed_on),
        Column("as_of", lambda assessment: assessment.as_of),
        Column("built_upon", lambda assessment: assessment.built_upon),
        Column("consulted", lambda assessment: assessment.consulted),
        Column("origin", lambda assessment: assessment.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return NeedsAssessment.objects.visible_to(self.request.user).with_card()

    def with_facts(self, rows):
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
