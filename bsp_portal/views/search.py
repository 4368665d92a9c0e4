"""Search over everything that the reader may see, grouped by kind."""

from django.db.models import Case, Count, IntegerField, Q, When, Window
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.http.parameters import refuse_unknown, refuse_value
from core.limits.costs import Cost, costs
from core.limits.stored import stored_for_visitors
from core.records.catalogue import open_kinds
from core.records.filters import LONGEST_SEARCH, narrow, words_in

SHOWN = 5


@costs(Cost.DEAR)
@require_safe
def search(request):
    refuse_unknown(request.GET, ["q"])
    text = request.GET.get("q", "").strip()
    if len(text) > LONGEST_SEARCH:
        raise refuse_value("q")
    groups = stored_for_visitors(request, lambda: find_all(text, request.user)) if text else []
    return render(request, "search.html", {"q": text, "words": text.split(), "groups": groups})


def find_all(text, reader) -> list[dict]:
    """The kinds of which something fits, in the order of the catalogue."""
    return [group for kind in open_kinds() if (group := find(kind, text, reader))["count"]]


def find(kind, text, reader):
    """The best five of a kind: the code itself first, then the whole text in the title, then all its words."""
    rank = Case(
        When(Q(**{f"{kind.key}__iexact": text}), then=0),
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
                "code": getattr(record, kind.key),
                "url": record.get_absolute_url(),
                "origin": getattr(record, "origin", ""),
            }
            for record in best
        ],
        "all_url": f"{reverse(kind.page)}?{urlencode({'q': text})}",
    }
