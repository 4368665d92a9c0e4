"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from needs.filters import NeedFilter, RequestFilter
from needs.filters.assessments import AssessmentFilter
from needs.models import AssistanceRequest, Need, NeedsAssessment
from needs.serializers import AssessmentSerializer, AssistanceRequestSerializer, NeedSerializer
from needs.unmet import unmet_needs

ASSESSMENTS = RecordKind(
    name="assessments",
    label=_("Needs assessments"),
    model=NeedsAssessment,
    rows=NeedsAssessment.objects.visible_to,
    serializer=AssessmentSerializer,
    filterset=AssessmentFilter,
    title="title",
    page="needs:assessment_list",
    place=Place("more", 10),
    facts="assessments",
    open_place=60,
)
NEEDS = RecordKind(
    name="needs",
    label=_("Needs"),
    model=Need,
    rows=Need.objects.visible_to,
    serializer=NeedSerializer,
    filterset=NeedFilter,
    title="statement",
    page="needs:need_list",
    place=Place("main", 20),
    facts="needs",
    open_place=20,
)
UNMET_NEEDS = RecordKind(
    name="unmet-needs",
    label=_("Unmet needs"),
    model=Need,
    rows=unmet_needs,
    serializer=NeedSerializer,
    filterset=NeedFilter,
    title="statement",
    page="exchange:unmet_list",
)
REQUESTS = RecordKind(
    name="requests",
    label=_("Requests"),
    model=AssistanceRequest,
    rows=AssistanceRequest.objects.visible_to,
    serializer=AssistanceRequestSerializer,
    filterset=RequestFilter,
    title="title",
    page="needs:request_list",
    place=Place("main", 30),
    facts="requests",
)

KINDS = (ASSESSMENTS, NEEDS, UNMET_NEEDS, REQUESTS)
