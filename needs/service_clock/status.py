"""Where a request is, with whom, and since when: the three answers that every open request gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from needs import policies
from needs.choices import RequestState
from needs.models import AssistanceRequest
from needs.service_clock.holders import clock_of, holder_of, office_of, service_limits
from needs.service_clock.working_days import ServiceClock

__all__ = ["RequestStatus", "office_of", "status_of", "statuses_of"]


@dataclass(frozen=True)
class RequestStatus:
    """Who has the request now, in words, and for how long; a request that is finished has neither."""

    holder: str
    clock: ServiceClock | None


def statuses_of(requests: Iterable[AssistanceRequest], reader) -> dict[int, RequestStatus]:
    """Primary key → status. Needs country with region, and assigned_to. One query, however many requests."""
    limits = service_limits()
    return {
        assistance.pk: RequestStatus(
            _officer(assistance, reader) or holder_of(assistance), clock_of(assistance, limits)
        )
        for assistance in requests
    }


def status_of(assistance: AssistanceRequest, reader) -> RequestStatus:
    return statuses_of([assistance], reader)[assistance.pk]


def _officer(assistance, reader) -> str:
    """The officer who screens the request; the name is for the two sides of the screening."""
    if assistance.state != RequestState.SCREENING or assistance.assigned_to is None:
        return ""
    return assistance.assigned_to.get_short_name() if policies.can_follow_screening(reader, assistance) else ""
