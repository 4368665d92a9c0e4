"""Countries: the list with what is on record for each, and the profile of one."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.lists.columns import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.rows import Row
from core.records.filters import YesNo
from needs.choices import AssessmentState
from needs.models import AssessmentNeed, Need
from needs.panels.progress import need_rows
from needs.unmet import unmet_needs
from partners.models import Agency, FocalPoint
from projects.choices import LIVE_STATES, CountryRole
from projects.models import Project, ProjectCountry
from projects.panels import agencies_of
from reference.choices import GroupKind
from reference.filters import CountryFilter
from reference.kinds import COUNTRIES
from reference.models import Country

SHOWN = 10
# Groups named at the head of a profile; the others stand among its facts.
SPECIAL_ATTENTION = (GroupKind.LDC, GroupKind.LLDC, GroupKind.SIDS, GroupKind.TRANSITION, GroupKind.POST_CONFLICT)


class CountryOnRecordFilter(CountryFilter):
    """Adds what only the floors above the code lists know."""

    on_record = YesNo(
        label=gettext_lazy("Needs or projects"),
        method="is_on_record",
        yes=gettext_lazy("With needs or projects"),
        no=gettext_lazy("With neither"),
    )

    def is_on_record(self, queryset, name, value):
        """Has an adopted need or is to benefit from a project that the reader may see."""
        on_record = Q(needs_count__gt=0) | Q(projects_count__gt=0)
        return queryset.filter(on_record) if value else queryset.exclude(on_record)


class CountryList(RecordListView):
    kind = COUNTRIES
    filterset_class = CountryOnRecordFilter
    template_name = "countries/country_list.html"
    columns = (
        Column("name", gettext_lazy("Country"), "countries/cells/country_name.html", sort=("name",)),
        Column(
            "region", gettext_lazy("Region"), "countries/cells/country_region.html", sort=("region__position", "name")
        ),
        Column(
            "needs",
            gettext_lazy("Adopted needs"),
            "countries/cells/country_needs.html",
            is_number=True,
            sort=("needs_count", "-name"),
        ),
        Column(
            "unmet",
            gettext_lazy("Unmet needs"),
            "countries/cells/country_unmet.html",
            is_number=True,
            sort=("unmet_count", "-name"),
        ),
        Column(
            "projects",
            gettext_lazy("Projects"),
            "countries/cells/country_projects.html",
            is_number=True,
            sort=("projects_count", "-name"),
        ),
    )
    row_name = "country"
    default_order = "name"

    def get_queryset(self):
        reader = self.request.user
        projects = Project.objects.visible_to(reader)
        need_links = Need.countries.through.objects.filter(country=OuterRef("pk"))
        project_links = ProjectCountry.objects.filter(country=OuterRef("pk"), role=CountryRole.BENEFICIARY)
        return (
            super()
            .get_queryset()
            .with_card()
            .annotate(
                needs_count=count_links(need_links.filter(need__in=Need.objects.visible_to(reader).adopted()), "need"),
                unmet_count=count_links(need_links.filter(need__in=unmet_needs(reader)), "need"),
                projects_count=count_links(project_links.filter(project__in=projects), "project"),
            )
        )


def count_links(links, of):
    """How many different records of a country the links lead to; 0 where there is none."""
    counted = links.order_by().values("country").annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class CountryDetail(RecordDetailView):
    template_name = "countries/country_detail.html"
    lookup = "iso3"

    def get_queryset(self):
        return Country.objects.visible_to(self.request.user).select_related("region")

    def get_context(self, country):
        reader = self.request.user
        needs = Need.objects.visible_to(reader).adopted().filter(pk__in=country.needs.values("pk"))
        unmet = unmet_needs(reader).filter(pk__in=needs.values("pk"))
        projects = Project.objects.visible_to(reader).filter(
            pk__in=country.project_countries.filter(role=CountryRole.BENEFICIARY).values("project")
        )
        agencies = Agency.objects.visible_to(reader).filter(country=country)
        focal_points = FocalPoint.objects.visible_to(reader).select_related("host")
        in_region = Q(region=country.region_id, region__isnull=False)
        memberships = memberships_of(country)
        ranks = ranks_of_needs(country)
        ranked = sorted(
            needs.prefetch_related("areas", "sources__document"),
            key=lambda need: (need.pk not in ranks, ranks.get(need.pk, 0), need.code),
        )
        shown_needs = [Row(row, rank=ranks.get(row.pk)) for row in need_rows(ranked[:SHOWN], reader)]
        counts = {
            "needs": len(ranked),
            "unmet": unmet.count(),
            "agencies": agencies.count(),
            **projects.aggregate(projects=Count("pk"), live=Count("pk", filter=Q(state__in=LIVE_STATES))),
        }
        shown_projects = projects.with_visible(reader, "partnerships").prefetch_related(
            "partnerships__agency", "sources__document"
        )[:SHOWN]
        return {
            "figures": profile_figures(country, counts),
            "needs": shown_needs,
            "is_ranked": any(need.rank for need in shown_needs),
            "projects": [Row(project, agencies=agencies_of(project)) for project in shown_projects],
            "counts": counts,
            "shown": SHOWN,
            "memberships": memberships,
            "special_groups": [
                membership.group
                for membership in memberships
                if membership.group.kind in SPECIAL_ATTENTION and not membership.is_past
            ],
            "agencies": agencies[:SHOWN] if counts["agencies"] else [],
            "focal_points": focal_points.filter(Q(pk__in=country.focal_points.values("pk")) | in_region),
        }


def profile_figures(country, counts):
    """Headline figures of a country, each leads to its list."""
    of_country = f"?country={country.iso3}"
    needs_list = reverse("needs:need_list")
    return [
        {"number": counts["needs"], "label": _("adopted needs"), "url": needs_list + of_country},
        {
            "number": counts["needs"] - counts["unmet"],
            "label": _("of them addressed"),
            "url": f"{needs_list}{of_country}&answered=true",
        },
        {
            "number": counts["unmet"],
            "label": _("unmet needs"),
            "url": f"{needs_list}{of_country}&answered=false",
        },
        {
            "number": counts["projects"],
            "label": _("projects"),
            "context": _("%(count)d ongoing") % {"count": counts["live"]},
            "url": reverse("projects:project_list") + of_country,
        },
        {
            "number": counts["agencies"],
            "label": _("agencies based here"),
            "url": reverse("partners:agency_list") + of_country,
        },
    ]


def memberships_of(country) -> list[Row]:
    """The groups to which the country belongs, or once belonged."""
    today = clock.today()
    memberships = country.memberships.select_related("group").order_by("group__position", "from_on")
    return [Row(link, is_past=link.until_on is not None and link.until_on <= today) for link in memberships]


def ranks_of_needs(country) -> dict[int, int]:
    """The ranks that the country's assessment in force gives to needs."""
    entries = AssessmentNeed.objects.filter(assessment__country=country, assessment__state=AssessmentState.ADOPTED)
    return {need: rank for need, rank in entries.values_list("need", "rank") if rank}
