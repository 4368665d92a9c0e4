"""Pages of projects."""

from itertools import groupby

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.rows import Row
from needs.chain import chain_of
from needs.choices import Arrangement
from projects.choices import CountryRole, MeasurementKind, PartnerRole
from projects.filters import ProjectFilter
from projects.hooks import stated_figures, steps_of_projects
from projects.models import Contribution, Lesson, Project
from projects.panels import acts_of, agencies_of
from reference.choices import MeaCluster
from reference.citations import split_citations
from reference.exports import keys, source_places


class ProjectList(RecordListView):
    template_name = "projects/project_list.html"
    filterset_class = ProjectFilter
    sorts = {"title": ("title",), "period": ("starts_on", "title"), "state": ("state", "title"), "code": ("code",)}
    file_name = "projects"
    columns = (
        Column("code", lambda project: project.code),
        Column("title", lambda project: project.title),
        Column("state", lambda project: project.state),
        Column("cooperation", lambda project: project.cooperation),
        Column("themes", keys("themes")),
        Column("regions", keys("regions")),
        Column(
            "countries",
            lambda project: [f"{link.country_id}:{link.role}" for link in project.project_countries.all()],
        ),
        Column(
            "partners",
            lambda project: [f"{link.agency.code}:{link.role}" for link in project.partnerships.all()],
        ),
        Column("starts_on", lambda project: project.starts_on),
        Column("ends_on", lambda project: project.ends_on),
        Column("origin", lambda project: project.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Project.objects.visible_to(reader).with_card(reader)

    def with_facts(self, rows):
        return [project_row(project) for project in rows]


class ProjectDetail(RecordDetailView):
    template_name = "projects/project_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            Project.objects.visible_to(reader)
            .select_related("subprogramme")
            .with_visible(reader, "budget_funder")
            .prefetch_related(
                "themes",
                "areas",
                "capacity_types",
                "meas",
                "regions",
                "groups",
                "activities__country",
                "indicators__measurements",
                "sources__document",
            )
        )

    def get_context(self, project):
        reader = self.request.user
        steps = steps_of_projects([project], reader)[project.pk]
        visible = Project.objects.visible_to(reader)
        return {
            "chain": chain_of(steps),
            "countries": by_role(project.project_countries.select_related("country"), CountryRole),
            "partners": by_role(project.partnerships.visible_to(reader).select_related("agency"), PartnerRole),
            "cooperation": [Arrangement(kind).label for kind in project.cooperation],
            "clusters": [MeaCluster(cluster).label for cluster in project.mea_clusters],
            "parent": visible.filter(pk=project.parent_id).first() if project.parent_id else None,
            "parts": visible.filter(parent=project),
            "results": [result_row(indicator) for indicator in project.indicators.all()],
            "stated_figures": stated_figures(project, reader),
            "contributions": Contribution.objects.visible_to(reader)
            .filter(project=project)
            .with_visible(reader, "donor"),
            "lessons": Lesson.objects.visible_to(reader).filter(project=project),
            **acts_of(reader, project),
            **split_citations(project),
        }


def project_row(project) -> Row:
    """The project with what a row names: who is to benefit, agencies without repeats, kinds of cooperation in words."""
    links = project.project_countries.all()
    return Row(
        project,
        beneficiaries=[link.country for link in links if link.role == CountryRole.BENEFICIARY],
        agencies=agencies_of(project),
        cooperation_labels=[Arrangement(kind).label for kind in project.cooperation],
    )


def by_role(links, roles):
    """The links grouped by role, in the order in which the roles are listed: label and links."""
    places = {role: place for place, role in enumerate(roles.values)}
    ordered = sorted(links, key=lambda link: places[link.role])
    return [(roles(role).label, list(group)) for role, group in groupby(ordered, key=lambda link: link.role)]


def result_row(indicator) -> Row:
    """The indicator with its last target and its last measurement."""
    measurements = sorted(indicator.measurements.all(), key=lambda found: (measured_on(found), found.pk))
    latest = {measurement.kind: measurement for measurement in measurements}
    return Row(indicator, **{f"latest_{kind}": latest.get(kind) for kind in MeasurementKind.values})


def measured_on(measurement):
    """The partial date a measurement stands for: the end of its period, or its beginning where no end is stated."""
    return measurement.period_ends_on or measurement.period_starts_on
