"""Pages of partners."""

from core.details import RecordDetailView
from core.exports import Column
from core.lists import RecordListView
from partners.filters import AgencyFilter
from partners.models import Agency, FocalPoint
from partners.sockets import agency_sections
from reference.citations import split_citations
from reference.exports import source_places


class AgencyList(RecordListView):
    template_name = "partners/agency_list.html"
    filterset_class = AgencyFilter
    sorts = {"name": ("name",), "kind": ("kind", "name"), "country": ("country__name", "name")}
    file_name = "partners"
    columns = (
        Column("code", lambda agency: agency.code),
        Column("name", lambda agency: agency.name),
        Column("acronym", lambda agency: agency.acronym),
        Column("kind", lambda agency: agency.kind),
        Column("parent", lambda agency: agency.parent.code if agency.parent else ""),
        Column("country", lambda agency: agency.country_id),
        Column("region", lambda agency: agency.region_id),
        Column("iati_reference", lambda agency: agency.iati_reference),
        Column("origin", lambda agency: agency.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return Agency.objects.visible_to(self.request.user).with_card().select_related("country", "parent", "region")


class AgencyDetail(RecordDetailView):
    template_name = "partners/agency_detail.html"

    def get_queryset(self):
        return (
            Agency.objects.visible_to(self.request.user)
            .select_related("country", "parent", "region", "office_of_region")
            .prefetch_related("secretariat_of", "sources__document")
        )

    def get_context(self, agency):
        reader = self.request.user
        sections = agency_sections.ask(agency, reader)
        return {
            "sections": [section for section in sections if section.count],
            "units": Agency.objects.visible_to(reader).filter(parent=agency),
            "focal_points": FocalPoint.objects.visible_to(reader)
            .filter(host=agency)
            .select_related("region", "counterpart"),
            "agreements": agency.agreements.visible_to(reader),
            **split_citations(agency),
        }
