"""The start page."""

from django.db.models import Value
from django.db.models.functions import NullIf
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from bsp_portal import counts
from bsp_portal.worldmap import MapLayer, build_map
from core.http.parameters import read_choice, refuse_unknown
from core.limits.costs import Cost, costs
from core.limits.stored import stored_for_visitors
from core.pages.related import address_of
from core.text.languages import OWN_NAMES, interface_code
from needs.models import Need
from needs.unmet import unmet_needs
from partners.models import Agency
from projects.models import Project
from reference.models import Country, Region
from reports.choices import EditionFormat, ReportState
from reports.models import Report

# Key in the address → label, title of the map, count by country, column by which the table of countries is sorted.
LAYERS = {
    "needs": (gettext_lazy("Needs"), gettext_lazy("Adopted needs by country"), counts.needs_by_country),
    "projects": (gettext_lazy("Projects"), gettext_lazy("Projects by country"), counts.projects_by_country),
    "unmet": (gettext_lazy("Unmet"), gettext_lazy("Unmet needs by country"), counts.unmet_by_country),
}
NEWEST = 4


@costs(lambda query: Cost.DEAR if "layer" in query else Cost.ORDINARY)
@require_safe
def start(request):
    refuse_unknown(request.GET, ["layer"])
    layer = read_choice(request.GET, "layer", LAYERS, "needs")
    return render(request, "start.html", stored_for_visitors(request, lambda: read_all(layer, request.user)))


def read_all(layer, reader) -> dict:
    """All that the page shows, read once."""
    unmet = unmet_needs(reader)
    unmet_count = unmet.count()
    report = latest_report(reader)
    by_country = {key: count(reader) for key, (_label, _title, count) in LAYERS.items()}
    waiting = (
        unmet.prefetch_related("countries", "areas", "groups")
        .select_related("region")
        .order_by(NullIf("as_of", Value("")).asc(nulls_last=True), "code")
    )
    return {
        "map": draw_map(layer, by_country[layer]),
        "figures": headline_figures(reader, by_country, unmet_count),
        "examples": [_("water"), _("biosafety"), _("Kenya")],
        "news": newest_records(reader),
        "unmet_count": unmet_count,
        "waiting": list(waiting[:NEWEST]),
        "report": report,
        "report_url": address_of(report) if report else "",
        "editions": editions_of(report) if report and report.state == ReportState.ISSUED else [],
    }


def draw_map(layer, values):
    names = dict(Country.objects.values_list("iso3", "name"))
    _label, title, _count = LAYERS[layer]
    return build_map(
        values,
        names,
        {iso3: reverse("countries:country_detail", args=[iso3]) for iso3 in values},
        title=title,
        layers=[
            MapLayer(key, label, f"{reverse('start')}?layer={key}" if key != "needs" else reverse("start"))
            for key, (label, _title, _count) in LAYERS.items()
        ],
        current_layer=layer,
        table_url=f"{reverse('countries:country_list')}?ordering=-{layer}",
    )


def headline_figures(reader, by_country, unmet_count):
    """Five figures, each leads to its list."""
    needs, projects = Need.objects.visible_to(reader), Project.objects.visible_to(reader)
    agencies = Agency.objects.visible_to(reader)
    needs_list, projects_list = reverse("needs:need_list"), reverse("projects:project_list")
    named = len(by_country["needs"])
    countries = len(set(by_country["needs"]) | set(by_country["projects"]))
    first = unmet_needs(reader).exclude(as_of="").order_by("as_of").values_list("as_of", flat=True).first()
    live_count = projects.live().count()
    return [
        {
            "number": needs.count(),
            "label": _("needs recorded"),
            "context": ngettext("%(count)d country named", "%(count)d countries named", named) % {"count": named},
            "url": needs_list,
        },
        {
            "number": countries,
            "label": _("countries with needs or projects"),
            "context": _("in %(count)d regions") % {"count": Region.objects.count()},
            "url": f"{reverse('countries:country_list')}?on_record=true",
        },
        {
            "number": projects.count(),
            "label": _("projects and programmes"),
            "context": _("%(count)d ongoing") % {"count": live_count},
            "url": projects_list,
        },
        {
            "number": counts.count_agencies_at_work(reader),
            "label": _("agencies with ongoing projects"),
            "context": _("of %(count)d in the portal") % {"count": agencies.count()},
            "url": f"{reverse('partners:agency_list')}?at_work=true",
        },
        {
            "number": unmet_count,
            "label": _("unmet needs"),
            "context": _("oldest from %(year)s") % {"year": first[:4]} if first else "",
            "url": f"{needs_list}?answered=false",
        },
    ]


def newest_records(reader):
    """The newest records of each kind that the reader may see: on, kind, text, url, origin."""
    kinds = [
        (_("Need recorded"), Need.objects.visible_to(reader), "created_at"),
        (_("Project recorded"), Project.objects.visible_to(reader), "created_at"),
        (_("Report issued"), Report.objects.visible_to(reader).filter(state=ReportState.ISSUED), "issued_at"),
    ]
    found = [
        {
            "on": getattr(record, moment),
            "kind": kind,
            "text": getattr(record, "statement", "") or str(record),
            "url": address_of(record),
            "origin": record.origin,
        }
        for kind, records, moment in kinds
        for record in records.order_by(f"-{moment}", "-pk")[:NEWEST]
    ]
    return sorted(found, key=lambda entry: entry["on"], reverse=True)[:NEWEST]


def latest_report(reader):
    """The latest issued report, otherwise the latest in the making, as far as the reader may see one."""
    reports = Report.objects.visible_to(reader).with_card()
    return reports.filter(state=ReportState.ISSUED).order_by("-issued_at").first() or reports.order_by("-pk").first()


def editions_of(report):
    """The printed languages of an issued report, each by its own name."""
    snapshot = report.current_snapshot
    printed = snapshot.editions.filter(format=EditionFormat.PDF) if snapshot else []
    return [
        {
            "lang": edition.language,
            "name": OWN_NAMES[interface_code(edition.language)],
            "url": reverse("reports:edition_download", args=[report.code, edition.language]),
        }
        for edition in printed
    ]
