"""Decisions, reforms, groups, meetings and targets in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from governance.kinds import DECISIONS, GROUPS, MEETINGS, REFORMS, TARGETS


class DecisionViewSet(VisibleReadOnlyViewSet):
    """Decisions, resolutions and declarations, with the action that their paragraphs request."""

    kind = DECISIONS
    orders = ("code", "decided_on", "updated_at")


class ReformViewSet(VisibleReadOnlyViewSet):
    """The thirty incremental reforms of international environmental governance."""

    kind = REFORMS
    orders = ("number", "code", "updated_at")


class MeetingViewSet(VisibleReadOnlyViewSet):
    """Sessions, meetings and consultations, and their outputs."""

    kind = MEETINGS
    orders = ("code", "starts_on", "updated_at")


class GroupViewSet(VisibleReadOnlyViewSet):
    """Working groups, task teams, committees and forums, with their members."""

    kind = GROUPS
    orders = ("code", "name", "updated_at")


class TargetViewSet(VisibleReadOnlyViewSet):
    """Quantified targets and results as documents state them; where sources differ, all values are kept."""

    kind = TARGETS
    orders = ("code", "updated_at")
