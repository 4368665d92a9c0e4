"""Every place of the portal that names or counts records."""

from bsp_portal.api import CATALOGUE
from core.models import Record
from exchange.models import Offer
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Target
from needs.models import Need, NeedsAssessment
from partners.models import Agency, Agreement, FocalPoint
from projects.models import Project
from reports.models import Report

PART_OF_SECRET = "Quag"  # what a reader searches for stands on the page again
LISTS = {
    Agency: "/partners/",
    FocalPoint: "/focal-points/",
    Agreement: "/agreements/",
    Need: "/needs/",
    NeedsAssessment: "/assessments/",
    Offer: "/exchange/",
    Project: "/projects/",
    Decision: "/decisions/",
    Reform: "/reforms/",
    Meeting: "/meetings/",
    Group: "/groups/",
    ReportingDuty: "/duties/",
    Target: "/targets/",
    Report: "/reports/",
}
API_NAMES = {viewset.queryset.model: name for name, viewset in CATALOGUE.items() if name != "unmet-needs"}


def addresses(public: dict[type, Record]) -> list[str]:
    """Every place that names or counts records."""
    found = ["/", "/?layer=projects", "/?layer=unmet", "/countries/", "/countries/?format=csv", "/countries/KEN/"]
    found += ["/meas/", "/meas/?format=csv", "/meas/cbd/", "/exchange/unmet/", "/exchange/unmet/?format=csv"]
    found += [url for path in LISTS.values() for url in (path, f"{path}?format=csv") if path != "/reports/"]
    found += ["/reports/", f"/search/?q={PART_OF_SECRET}", "/search/?q=Open"]
    found += [f"{path}?q={PART_OF_SECRET}" for path in LISTS.values() if path != "/reports/"]
    found += [record.get_absolute_url() for model, record in public.items() if model in LISTS]
    for name in CATALOGUE:
        found += [f"/api/v1/{name}/?count=true&page_size=100", f"/api/v1/{name}/?format=csv&page_size=100"]
    for model, name in API_NAMES.items():
        if model in public:
            key = CATALOGUE[name].lookup_field
            found.append(f"/api/v1/{name}/{getattr(public[model], key)}/")
    if report := public.get(Report):
        pages = [page["slug"] for page in report.snapshots.get().editions.get().pages_on_screen]
        found += [f"{report.get_absolute_url()}{page}" for page in ("preview/", *(f"preview/{key}/" for key in pages))]
    return found
