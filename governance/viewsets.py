"""Decisions, reforms, groups, meetings and targets in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from governance.filters import DecisionFilter, GroupFilter, MeetingFilter, ReformFilter, TargetFilter
from governance.models import Decision, Group, Meeting, Reform, Target
from governance.serializers import (
    DecisionSerializer,
    GroupSerializer,
    MeetingSerializer,
    ReformSerializer,
    TargetSerializer,
)


class DecisionViewSet(VisibleReadOnlyViewSet):
    """Decisions, resolutions and declarations, with what their paragraphs ask."""

    queryset = Decision.objects.all()
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter
    orders = {"code": ("code",), "decided_on": ("decided_on", "id"), "updated_at": ("updated_at", "id")}


class ReformViewSet(VisibleReadOnlyViewSet):
    """The thirty incremental reforms of international environmental governance."""

    queryset = Reform.objects.all()
    serializer_class = ReformSerializer
    filterset_class = ReformFilter
    orders = {"number": ("number",), "code": ("code",), "updated_at": ("updated_at", "id")}


class MeetingViewSet(VisibleReadOnlyViewSet):
    """Sessions, meetings and consultations, and what came out of them."""

    queryset = Meeting.objects.all()
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    orders = {"code": ("code",), "starts_on": ("starts_on", "id"), "updated_at": ("updated_at", "id")}


class GroupViewSet(VisibleReadOnlyViewSet):
    """Working groups, task teams, committees and forums, with their members."""

    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    orders = {"code": ("code",), "name": ("name", "id"), "updated_at": ("updated_at", "id")}


class TargetViewSet(VisibleReadOnlyViewSet):
    """Quantified targets and results as documents state them; where places differ, all values are kept."""

    queryset = Target.objects.all()
    serializer_class = TargetSerializer
    filterset_class = TargetFilter
    orders = {"code": ("code",), "updated_at": ("updated_at", "id")}
