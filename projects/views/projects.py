"""Pages of projects."""

from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.lists.columns import BADGE, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.rows import Row
from needs.chain import chain_of
from needs.choices import Arrangement
from projects.choices import CountryRole, MeasurementKind, PartnerRole
from projects.hooks import stated_figures, steps_of_projects
from projects.kinds import PROJECTS
from projects.models import Contribution, Invitation, Lesson, Project
from projects.panels import acts_of, agencies_of
from reference.choices import MeaCluster
from reference.citations import split_citations


class ProjectList(RecordListView):
    kind = PROJECTS
    template_name = "projects/project_list.html"
    columns = (
        Column("title", _("Project"), "projects/cells/project_title.html", sort=("title",)),
        Column("countries", _("Countries"), "projects/_where.html"),
        Column("cooperation", _("Cooperation"), "projects/cells/project_cooperation.html"),
        Column("partners", _("Partners"), "projects/cells/project_partners.html"),
        Column("period", _("Period"), "projects/_period.html", sort=("starts_on", "title")),
        Column("state", _("Status"), BADGE, sort=("state", "title")),
    )
    row_name = "project"
    default_order = "title"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)

    def prepare_rows(self, rows):
        return [project_row(project) for project in rows]


class ProjectDetail(RecordDetailView):
    template_name = "projects/project_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            Project.objects.visible_to(reader)
            .select_related("subprogramme", "assistance")
            .annotate(has_invitations=Exists(Invitation.objects.filter(project=OuterRef("pk"))))
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
            "invitations": project.invitations.visible_to(reader).with_card() if project.has_invitations else [],
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
