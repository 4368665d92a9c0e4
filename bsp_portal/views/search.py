"""Search over everything that the reader may see, grouped by kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When, Window
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.http.parameters import refuse_unknown, refuse_value
from core.lists.filters import LONGEST_SEARCH, narrow, words_in
from exchange.filters import OfferFilter
from exchange.models import Offer
from governance.filters import (
    DecisionFilter,
    GroupFilter,
    MeetingFilter,
    ReformFilter,
    ReportingDutyFilter,
    TargetFilter,
)
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Target
from needs.filters import NeedFilter
from needs.filters.assessments import AssessmentFilter
from needs.models import Need, NeedsAssessment
from partners.filters import AgencyFilter, AgreementFilter, FocalPointFilter
from partners.models import Agency, Agreement, FocalPoint
from projects.filters import ProjectFilter
from projects.models import Project
from reference.filters import CountryFilter, MeaFilter
from reference.models import Country, Mea

SHOWN = 5


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called, the rows that a reader may see, its filter, title and code, and its list."""

    label: str
    rows: Callable[[Any], QuerySet]
    filterset: type
    title: str
    code: str
    list_name: str


def visible_offers(reader):
    """Without the facts about the mechanism, as in the list of offers."""
    return Offer.objects.visible_to(reader).offered()


KINDS = [
    Kind(_("Countries"), Country.objects.visible_to, CountryFilter, "name", "iso3", "countries:country_list"),
    Kind(_("Needs"), Need.objects.visible_to, NeedFilter, "statement", "code", "needs:need_list"),
    Kind(_("Projects"), Project.objects.visible_to, ProjectFilter, "title", "code", "projects:project_list"),
    Kind(_("Agencies"), Agency.objects.visible_to, AgencyFilter, "name", "code", "partners:agency_list"),
    Kind(_("Exchange"), visible_offers, OfferFilter, "title", "code", "exchange:offer_list"),
    Kind(
        _("Needs assessments"),
        NeedsAssessment.objects.visible_to,
        AssessmentFilter,
        "title",
        "code",
        "needs:assessment_list",
    ),
    Kind(_("Environmental treaties"), Mea.objects.visible_to, MeaFilter, "name", "code", "meas:mea_list"),
    Kind(_("Agreements"), Agreement.objects.visible_to, AgreementFilter, "title", "code", "partners:agreement_list"),
    Kind(
        _("Focal points"), FocalPoint.objects.visible_to, FocalPointFilter, "post", "code", "partners:focal_point_list"
    ),
    Kind(_("Decisions"), Decision.objects.visible_to, DecisionFilter, "subject", "code", "governance:decision_list"),
    Kind(_("Reforms"), Reform.objects.visible_to, ReformFilter, "title", "code", "governance:reform_list"),
    Kind(_("Meetings"), Meeting.objects.visible_to, MeetingFilter, "title", "code", "governance:meeting_list"),
    Kind(_("Groups"), Group.objects.visible_to, GroupFilter, "name", "code", "governance:group_list"),
    Kind(
        _("Reporting duties"),
        ReportingDuty.objects.visible_to,
        ReportingDutyFilter,
        "title",
        "code",
        "governance:duty_list",
    ),
    Kind(_("Targets"), Target.objects.visible_to, TargetFilter, "metric", "code", "governance:target_list"),
]


@require_safe
def search(request):
    refuse_unknown(request.GET, ["q"])
    text = request.GET.get("q", "").strip()
    if len(text) > LONGEST_SEARCH:
        raise refuse_value("q")
    groups = [find(kind, text, request.user) for kind in KINDS] if text else []
    context = {"q": text, "words": text.split(), "groups": [group for group in groups if group["count"]]}
    return render(request, "search.html", context)


def find(kind, text, reader):
    """The best five of a kind: the code itself first, then the whole text in the title, then all its words."""
    rank = Case(
        When(Q(**{f"{kind.code}__iexact": text}), then=0),
        When(Q(**{f"{kind.title}__istartswith": text}), then=1),
        When(Q(**{f"{kind.title}__icontains": text}), then=2),
        default=3,
        output_field=IntegerField(),
    )
    found = narrow(kind.rows(reader), words_in(text, kind.filterset.search_fields))
    # Counted in the same query: there are many kinds.
    best = list(found.annotate(found=Window(Count("pk"))).order_by(rank, kind.title)[:SHOWN])
    return {
        "label": kind.label,
        "count": best[0].found if best else 0,
        "records": [
            {
                "title": getattr(record, kind.title),
                "code": getattr(record, kind.code),
                "url": record.get_absolute_url(),
                "origin": getattr(record, "origin", ""),
            }
            for record in best
        ],
        "all_url": f"{reverse(kind.list_name)}?{urlencode({'q': text})}",
    }
