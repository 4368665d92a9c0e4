"""With whom a request is, in words that everybody may read, and how long it may stay there."""

from django.utils.translation import gettext as _

from core import clock
from needs.choices import OPEN_STATES, RequestState
from needs.models import AssistanceRequest, ServiceLimit
from needs.service_clock.working_days import ServiceClock, read_clock

RUNNING_STATES = (*OPEN_STATES, RequestState.DELIVERED)


def office_of(country) -> str:
    """The regional office that a country reports to, in words."""
    if country.region is None:
        return _("secretariat")
    return _("Regional Office for %(region)s") % {"region": country.region}


def holder_of(assistance: AssistanceRequest) -> str:
    """Who acts next; empty where nobody does any more."""
    match assistance.state:
        case RequestState.DRAFT | RequestState.RETURNED if assistance.handed_over_on:
            return _("signatory of %(country)s") % {"country": assistance.country}
        case RequestState.DRAFT | RequestState.RETURNED | RequestState.DELIVERED:
            return str(assistance.country)
        case RequestState.SUBMITTED | RequestState.SCREENING | RequestState.ACCEPTED:
            return office_of(assistance.country)
        case RequestState.IN_RESPONSE:
            return _("partners of the project")
        case _:
            return ""


def service_limits() -> dict[str, int]:
    """Working days that a request may stay in a state, by state."""
    return dict(ServiceLimit.objects.values_list("state", "working_days"))


def clock_of(assistance: AssistanceRequest, limits: dict[str, int]) -> ServiceClock | None:
    """Since how many working days the request has been where it is; None for one that is finished."""
    if assistance.state not in RUNNING_STATES:
        return None
    limit = limits.get(assistance.state)
    return read_clock(assistance.state_since, clock.today(), limit, assistance.country.region_id)
