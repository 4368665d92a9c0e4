"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.records.catalogue import Place, RecordKind
from partners.filters import AgencyFilter, AgreementFilter, FocalPointFilter, PersonFilter
from partners.models import Agency, Agreement, FocalPoint
from partners.serializers import AgencySerializer, AgreementSerializer, FocalPointSerializer, PersonSerializer

AGENCIES = RecordKind(
    name="agencies",
    label=_("Agencies"),
    model=Agency,
    rows=Agency.objects.visible_to,
    serializer=AgencySerializer,
    filterset=AgencyFilter,
    title="name",
    page="partners:agency_list",
    place=Place("more", 20),
    open_place=40,
)
FOCAL_POINTS = RecordKind(
    name="focal-points",
    label=_("Focal points"),
    model=FocalPoint,
    rows=FocalPoint.objects.visible_to,
    serializer=FocalPointSerializer,
    filterset=FocalPointFilter,
    title="post",
    page="partners:focal_point_list",
    place=Place("more", 30),
    facts="posts",
    open_place=90,
)
AGREEMENTS = RecordKind(
    name="agreements",
    label=_("Agreements"),
    model=Agreement,
    rows=Agreement.objects.visible_to,
    serializer=AgreementSerializer,
    filterset=AgreementFilter,
    title="title",
    page="partners:agreement_list",
    place=Place("more", 40),
    open_place=80,
)
PEOPLE = RecordKind(
    name="people",
    label=_("People"),
    model=User,
    rows=User.objects.visible_to,
    serializer=PersonSerializer,
    filterset=PersonFilter,
    key="pk",
    title="name",
    page="partners:person_list",
    is_resource=False,
)

KINDS = (AGENCIES, FOCAL_POINTS, AGREEMENTS, PEOPLE)
