"""Multilateral environmental agreements: the list, and what is tagged with each."""

from collections import Counter

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lists.columns import DAY, NUMBER, TEXT, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.pages.related import relate
from core.pages.rows import Row
from core.text.languages import Language
from exchange.models import Offer
from needs.models import AssistanceRequest, Need
from partners.models import Agency, FocalPoint
from projects.models import Project
from reference.citations import split_citations
from reference.kinds import MEAS
from reference.models import Mea


class MeaList(RecordListView):
    kind = MEAS
    template_name = "meas/mea_list.html"
    columns = (
        Column("name", _("MEA"), "meas/cells/mea_name.html", sort=("name",)),
        Column("cluster", _("Cluster"), WORDS, sort=("cluster", "name")),
        Column("in_force_on", _("In force since"), DAY, sort=("in_force_on", "name")),
        Column("parties", _("Parties"), NUMBER, is_number=True, sort=("parties", "name")),
        Column("secretariat", _("Secretariat"), TEXT),
        Column("needs", _("Needs"), "meas/cells/mea_needs.html", is_number=True),
        Column("projects", _("Projects"), "meas/cells/mea_projects.html", is_number=True),
    )
    row_name = "mea"
    default_order = "name"

    def get_queryset(self):
        return super().get_queryset().with_card()

    def prepare_rows(self, rows):
        reader = self.request.user
        needs = count_tagged(Need.meas.through.objects.filter(need__in=Need.objects.visible_to(reader)), rows)
        projects = count_tagged(
            Project.meas.through.objects.filter(project__in=Project.objects.visible_to(reader)), rows
        )
        return [Row(mea, needs_count=needs[mea.pk], projects_count=projects[mea.pk]) for mea in rows]


def count_tagged(links, rows):
    """How many of these links lead to each of the agreements."""
    return Counter(links.filter(mea__in=rows).values_list("mea", flat=True))


class MeaDetail(RecordDetailView):
    template_name = "meas/mea_detail.html"

    def get_queryset(self):
        secretariats = Prefetch("secretariats", Agency.objects.visible_to(self.request.user))
        return Mea.objects.visible_to(self.request.user).with_card().prefetch_related("instruments", secretariats)

    def get_context(self, mea):
        reader = self.request.user
        tagged = f"?mea={mea.code}"
        requests = AssistanceRequest.objects.visible_to(reader).received()
        posts = FocalPoint.objects.visible_to(reader).select_related("host")
        sections = [
            relate(
                _("Needs"),
                Need.objects.visible_to(reader).filter(meas=mea),
                Need.get_status_display,
                reverse("needs:need_list") + tagged,
            ),
            relate(_("Requests"), requests.filter(meas=mea), AssistanceRequest.get_state_display),
            relate(
                _("Projects"),
                Project.objects.visible_to(reader).filter(meas=mea),
                Project.get_state_display,
                reverse("projects:project_list") + tagged,
            ),
            relate(
                _("Offers"),
                Offer.objects.visible_to(reader).offered().filter(meas=mea),
                Offer.get_module_display,
                reverse("exchange:offer_list") + tagged,
            ),
        ]
        return {
            "spoken": [Language(code).label for code in mea.languages],
            "sections": [section for section in sections if section.count],
            "focal_points": posts.filter(meas=mea),
            **split_citations(mea),
        }
