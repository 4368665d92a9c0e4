"""Pages of partners, their focal points and their agreements."""

from django.db.models import Prefetch

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from partners.filters import AgencyFilter, AgreementFilter, FocalPointFilter
from partners.hooks import sections_of_agency, sections_of_agreement
from partners.models import Agency, Agreement, FocalPoint
from reference.citations import split_citations
from reference.exports import keys, source_places


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
        reader = self.request.user
        return Agency.objects.visible_to(reader).with_card(reader).select_related("country", "region")


class AgencyDetail(RecordDetailView):
    template_name = "partners/agency_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            Agency.objects.visible_to(reader)
            .select_related("country", "region", "office_of_region")
            .with_visible(reader, "parent")
            .prefetch_related("secretariat_of", "sources__document")
        )

    def get_context(self, agency):
        reader = self.request.user
        sections = sections_of_agency(agency, reader)
        return {
            "sections": [section for section in sections if section.count],
            "units": Agency.objects.visible_to(reader).filter(parent=agency),
            "focal_points": FocalPoint.objects.visible_to(reader)
            .filter(host=agency)
            .select_related("region")
            .with_visible(reader, "counterpart"),
            "agreements": agency.agreements.visible_to(reader),
            **split_citations(agency),
        }


class FocalPointList(RecordListView):
    template_name = "partners/focal_point_list.html"
    filterset_class = FocalPointFilter
    sorts = {
        "code": ("code",),
        "post": ("post", "code"),
        "host": ("host__name", "code"),
        "region": ("region__position", "code"),
        "vacant_since": ("vacant_since", "code"),
    }
    file_name = "focal-points"
    columns = (
        Column("code", lambda post: post.code),
        Column("post", lambda post: post.post),
        Column("kind", lambda post: post.kind),
        Column("subject", lambda post: post.subject),
        Column("cluster", lambda post: post.cluster),
        Column("host", lambda post: post.host.code),
        Column("region", lambda post: post.region_id),
        Column("countries", keys("countries")),
        Column("grade", lambda post: post.grade),
        Column("number_of_posts", lambda post: post.number_of_posts),
        Column("filled_on", lambda post: post.filled_on),
        Column("vacant_since", lambda post: post.vacant_since),
        Column("funded_until", lambda post: post.funded_until),
        Column("origin", lambda post: post.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        return FocalPoint.objects.visible_to(self.request.user).with_card()


class FocalPointDetail(RecordDetailView):
    template_name = "partners/focal_point_detail.html"

    def get_queryset(self):
        reader = self.request.user
        return (
            FocalPoint.objects.visible_to(reader)
            .with_card()
            .with_visible(reader, "counterpart")
            .prefetch_related("meas")
        )

    def get_context(self, post):
        return {"person": post.agreed_fields(), **split_citations(post)}


class AgreementList(RecordListView):
    template_name = "partners/agreement_list.html"
    filterset_class = AgreementFilter
    sorts = {
        "code": ("code",),
        "title": ("title",),
        "kind": ("kind", "title"),
        "period": ("signed_on", "starts_on", "title"),
        "state": ("state", "title"),
    }
    file_name = "agreements"
    columns = (
        Column("code", lambda agreement: agreement.code),
        Column("title", lambda agreement: agreement.title),
        Column("kind", lambda agreement: agreement.kind),
        Column("parties", lambda agreement: [agency.code for agency in agreement.parties.all()]),
        Column("subject", lambda agreement: agreement.subject),
        Column("signed_on", lambda agreement: agreement.signed_on),
        Column("starts_on", lambda agreement: agreement.starts_on),
        Column("ends_on", lambda agreement: agreement.ends_on),
        Column("review_cycle", lambda agreement: agreement.review_cycle),
        Column("review_months", lambda agreement: agreement.review_months),
        Column("state", lambda agreement: agreement.state),
        Column("origin", lambda agreement: agreement.origin),
        Column("sources", source_places),
    )

    def get_queryset(self):
        reader = self.request.user
        return Agreement.objects.visible_to(reader).with_card(reader)


class AgreementDetail(RecordDetailView):
    template_name = "partners/agreement_detail.html"

    def get_queryset(self):
        reader = self.request.user
        signed_by = Prefetch("reviews__signed_by", Agency.objects.visible_to(reader))
        return (
            Agreement.objects.visible_to(reader)
            .with_card(reader)
            .with_visible(reader, "commitments")
            .prefetch_related("countries", "commitments__agency", signed_by)
        )

    def get_context(self, agreement):
        sections = sections_of_agreement(agreement, self.request.user)
        return {"sections": [section for section in sections if section.count], **split_citations(agreement)}
