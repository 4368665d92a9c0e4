"""Projects, money, results and lessons in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from projects.filters import ContributionFilter, LessonFilter, ProjectFilter, ResultFilter
from projects.models import Contribution, Indicator, Lesson, Project
from projects.serializers import ContributionSerializer, LessonSerializer, ProjectSerializer, ResultSerializer


class ProjectViewSet(VisibleReadOnlyViewSet):
    """Projects, programmes and activities of the plan, with their countries and partners."""

    queryset = Project.objects.all()
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    scope = Scope.PROJECTS_READ
    orders = {
        "code": ("code",),
        "title": ("title", "id"),
        "starts_on": ("starts_on", "id"),
        "updated_at": ("updated_at", "id"),
    }


class ContributionViewSet(VisibleReadOnlyViewSet):
    """Money pledged, paid or applied to the plan."""

    queryset = Contribution.objects.all()
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter
    scope = Scope.PROJECTS_READ
    orders = {"code": ("code",), "updated_at": ("updated_at", "id")}


class ResultViewSet(VisibleReadOnlyViewSet):
    """What projects measure: indicators with their targets and what was reached."""

    queryset = Indicator.objects.all()
    serializer_class = ResultSerializer
    filterset_class = ResultFilter
    scope = Scope.PROJECTS_READ
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    orders = {"id": ("id",), "updated_at": ("updated_at", "id")}


class LessonViewSet(VisibleReadOnlyViewSet):
    """Success stories, shortcomings, lessons and good practice."""

    queryset = Lesson.objects.all()
    serializer_class = LessonSerializer
    filterset_class = LessonFilter
    scope = Scope.PROJECTS_READ
    orders = {"code": ("code",), "updated_at": ("updated_at", "id")}
