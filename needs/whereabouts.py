"""Where a request is, with whom, and since when: the three answers that every open request gives."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core import clock
from needs import policies
from needs.choices import OPEN_STATES, RequestState
from needs.models import AssistanceRequest, ServiceLimit
from needs.service_clock import read_clock

RUNNING_STATES = (*OPEN_STATES, RequestState.DELIVERED)


def locate(requests: Iterable[AssistanceRequest], reader) -> None:
    """Give each request its ``holder`` in words and its ``clock``; one that is finished has neither.

    Needs country with region, and assigned_to. One query, however many requests.
    """
    limits = dict(ServiceLimit.objects.values_list("state", "working_days"))
    today = clock.today()
    for assistance in requests:
        assistance.holder = _holder(assistance, reader)
        assistance.clock = None
        if assistance.state in RUNNING_STATES:
            limit = limits.get(assistance.state)
            assistance.clock = read_clock(assistance.state_since, today, limit, assistance.country.region_id)


def office_of(country) -> str:
    """The regional office that a country reports to, in words."""
    if country.region is None:
        return _("the secretariat")
    return _("Regional Office for %(region)s") % {"region": country.region}


def _holder(assistance, reader) -> str:
    """Who acts next. The officer's name is for the two sides of the screening."""
    match assistance.state:
        case RequestState.DRAFT | RequestState.RETURNED if assistance.handed_over_on:
            return _("signatory of %(country)s") % {"country": assistance.country}
        case RequestState.DRAFT | RequestState.RETURNED | RequestState.DELIVERED:
            return str(assistance.country)
        case RequestState.SCREENING if assistance.assigned_to and policies.can_follow_screening(reader, assistance):
            return assistance.assigned_to.get_short_name()
        case RequestState.SUBMITTED | RequestState.SCREENING | RequestState.ACCEPTED:
            return office_of(assistance.country)
        case RequestState.IN_RESPONSE:
            return _("partners of the project")
        case _:
            return ""
