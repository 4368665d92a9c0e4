"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from projects.filters import ContributionFilter, LessonFilter, ProjectFilter, ResultFilter
from projects.models import Contribution, Indicator, Lesson, Project
from projects.serializers import ContributionSerializer, LessonSerializer, ProjectSerializer, ResultSerializer

PROJECTS = RecordKind(
    name="projects",
    label=_("Projects"),
    model=Project,
    rows=Project.objects.visible_to,
    serializer=ProjectSerializer,
    filterset=ProjectFilter,
    title="title",
    page="projects:project_list",
    place=Place("main", 50),
    facts="projects",
    open_place=30,
)
CONTRIBUTIONS = RecordKind(
    name="contributions",
    model=Contribution,
    rows=Contribution.objects.visible_to,
    serializer=ContributionSerializer,
    filterset=ContributionFilter,
    facts="contributions",
)
RESULTS = RecordKind("results", Indicator, Indicator.objects.visible_to, ResultSerializer, ResultFilter, key="id")
LESSONS = RecordKind("lessons", Lesson, Lesson.objects.visible_to, LessonSerializer, LessonFilter, facts="lessons")

KINDS = (PROJECTS, CONTRIBUTIONS, RESULTS, LESSONS)
