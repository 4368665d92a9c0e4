"""The screening queue, as its list and the desk of an office show it."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core import clock
from core.pages.rows import Row
from core.records.counting import count_rows
from needs.choices import Criterion, RequestState
from needs.filters import QueueFilter
from needs.filters.requests import queue_views
from needs.models import AssistanceRequest
from needs.screening_evidence import SPECIAL_ATTENTION
from needs.service_clock.status import statuses_of
from reference.choices import GroupKind
from reference.models import GroupMembership

ASKED_STATES = (RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED)
SHORT_NAMES = {GroupKind.LDC: _("LDC"), GroupKind.LLDC: _("LLDC"), GroupKind.SIDS: _("SIDS")}


def queue_of(reader):
    """The requests that wait to be screened, with how many criteria of each are answered."""
    waiting = AssistanceRequest.objects.visible_to(reader).with_card().filter(state__in=ASKED_STATES)
    return waiting.annotate(answered=Count("screenings"))


def queue_rows(requests: Iterable[AssistanceRequest], reader) -> list[Row]:
    """Each request with its ``status``, how many ``criteria`` there are, and the ``groups`` of its country."""
    requests = list(requests)
    groups = groups_of({assistance.country_id for assistance in requests})
    statuses = statuses_of(requests, reader)
    return [
        Row(
            assistance,
            status=statuses[assistance.pk],
            groups=groups.get(assistance.country_id, []),
            criteria=len(Criterion),
        )
        for assistance in requests
    ]


def groups_of(countries: set[str]) -> dict[str, list[Row]]:
    """Country → its groups, each with its ``short_name``."""
    memberships = GroupMembership.objects.valid_on(clock.today()).filter(
        country__in=countries, group__kind__in=SPECIAL_ATTENTION
    )
    found: dict[str, list[Row]] = {}
    for membership in memberships.select_related("group").order_by("group__position"):
        group = membership.group
        row = Row(group, short_name=SHORT_NAMES.get(GroupKind(group.kind), group.name))
        found.setdefault(membership.country_id, []).append(row)
    return found


def views_of_queue(reader, current: str = "all") -> list[dict]:
    """The views of the queue, with how many requests stand in each."""
    requests, views = queue_of(reader), queue_views(reader)
    return [
        {
            "label": label,
            "url": "?" if name == "all" else f"?view={name}",
            "count": count_rows(requests.filter(views[name]))[0],
            "is_current": name == current,
        }
        for name, label in QueueFilter.VIEWS
    ]
