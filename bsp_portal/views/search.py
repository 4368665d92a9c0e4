"""Search over everything that the reader may see, grouped by kind."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, When
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.filters import LONGEST_SEARCH, words_in
from core.queries import refuse_unknown, refuse_value
from governance.filters import ReformFilter
from governance.models import Reform
from needs.filters import NeedFilter
from needs.models import Need
from partners.filters import AgencyFilter
from partners.models import Agency
from projects.filters import ProjectFilter
from projects.models import Project
from reference.filters import CountryFilter
from reference.models import Country

SHOWN = 5


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called, its rows, the columns searched, title and code, and its list."""

    label: str
    model: type
    filterset: type
    title: str
    code: str
    list_name: str


KINDS = [
    Kind(_("Countries"), Country, CountryFilter, "name", "iso3", "countries:country_list"),
    Kind(_("Needs"), Need, NeedFilter, "statement", "code", "needs:need_list"),
    Kind(_("Projects"), Project, ProjectFilter, "title", "code", "projects:project_list"),
    Kind(_("Agencies"), Agency, AgencyFilter, "name", "code", "partners:agency_list"),
    Kind(_("Reforms"), Reform, ReformFilter, "title", "code", "governance:reform_list"),
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
    found = kind.model.objects.visible_to(reader).filter(words_in(text, kind.filterset.search_fields))
    return {
        "label": kind.label,
        "count": found.count(),
        "records": [
            {
                "title": getattr(record, kind.title),
                "code": getattr(record, kind.code),
                "url": record.get_absolute_url(),
                "origin": getattr(record, "origin", ""),
            }
            for record in found.order_by(rank, kind.title)[:SHOWN]
        ],
        "all_url": f"{reverse(kind.list_name)}?{urlencode({'q': text})}",
    }
