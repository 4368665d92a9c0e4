"""Projects, money, results and lessons in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from projects.kinds import CONTRIBUTIONS, LESSONS, PROJECTS, RESULTS


class ProjectViewSet(VisibleReadOnlyViewSet):
    """Projects, programmes and activities of the Plan, with their countries and partners."""

    kind = PROJECTS
    scope = Scope.PROJECTS_READ
    orders = ("code", "title", "starts_on", "updated_at")


class ContributionViewSet(VisibleReadOnlyViewSet):
    """Funds pledged, paid or applied to the Plan."""

    kind = CONTRIBUTIONS
    scope = Scope.PROJECTS_READ
    orders = ("code", "updated_at")


class ResultViewSet(VisibleReadOnlyViewSet):
    """Indicators of projects, with their targets and results."""

    kind = RESULTS
    scope = Scope.PROJECTS_READ
    lookup_value_regex = "[0-9]{1,18}"
    orders = ("id", "updated_at")


class LessonViewSet(VisibleReadOnlyViewSet):
    """Success stories, shortcomings, lessons and good practices."""

    kind = LESSONS
    scope = Scope.PROJECTS_READ
    orders = ("code", "updated_at")
