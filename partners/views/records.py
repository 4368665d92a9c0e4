"""Pages of partners, their focal points and their agreements."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from core.lists.columns import BADGE, TEXT, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from partners import policies
from partners.hooks import sections_of_agency, sections_of_agreement
from partners.kinds import AGENCIES, AGREEMENTS, FOCAL_POINTS
from partners.models import Agency, Agreement, FocalPoint
from reference.citations import split_citations


class AgencyList(RecordListView):
    kind = AGENCIES
    file_name = "partners"
    template_name = "partners/agency_list.html"
    columns = (
        Column("name", _("Agency"), "partners/cells/agency_name.html", sort=("name",)),
        Column("acronym", _("Acronym"), TEXT),
        Column("kind", _("Kind"), WORDS, sort=("kind", "name")),
        Column("parent", _("Part of"), "partners/cells/agency_parent.html"),
        Column("country", _("Based in"), "partners/cells/agency_country.html", sort=("country__name", "name")),
    )
    row_name = "agency"
    default_order = "name"

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user).select_related("country", "region")


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
    kind = FOCAL_POINTS
    template_name = "partners/focal_point_list.html"
    columns = (
        Column("post", _("Post"), "partners/cells/post_post.html", sort=("post", "code")),
        Column("for", _("For"), "partners/_post_for.html"),
        Column("host", _("Host"), "partners/cells/post_host.html", sort=("host__name", "code")),
        Column("region", _("Region"), "partners/_post_where.html", sort=("region__position", "code")),
        Column("vacant_since", _("Filled or vacant"), "partners/_post_held.html", sort=("vacant_since", "code")),
    )
    row_name = "post"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()


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
        reader = self.request.user
        may_keep = reader.is_authenticated and not post.vacant_since and policies.can_keep_contact(reader, post)
        return {"person": post.agreed_fields(), "may_keep_contact": may_keep, **split_citations(post)}


class AgreementList(RecordListView):
    kind = AGREEMENTS
    template_name = "partners/agreement_list.html"
    columns = (
        Column("title", _("Agreement"), "partners/cells/agreement_title.html", sort=("title",)),
        Column("kind", _("Kind"), WORDS, sort=("kind", "title")),
        Column("parties", _("Parties"), "partners/cells/agreement_parties.html"),
        Column("period", _("Period"), "partners/_agreed.html", sort=("signed_on", "starts_on", "title")),
        Column("review", _("Review"), "partners/_review_cycle.html"),
        Column("state", _("Status"), BADGE, sort=("state", "title")),
    )
    row_name = "agreement"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card(self.request.user)


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
