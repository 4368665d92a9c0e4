"""Where a request is, with whom, and since when: the three answers that every open request gives."""

from collections.abc import Iterable

from needs import policies
from needs.choices import RequestState
from needs.models import AssistanceRequest
from needs.service_clock.holders import clock_of, holder_of, office_of, service_limits

__all__ = ["locate", "office_of"]


def locate(requests: Iterable[AssistanceRequest], reader) -> None:
    """Give each request its ``holder`` in words and its ``clock``; one that is finished has neither.

    Needs country with region, and assigned_to. One query, however many requests.
    """
    limits = service_limits()
    for assistance in requests:
        assistance.holder = _officer(assistance, reader) or holder_of(assistance)
        assistance.clock = clock_of(assistance, limits)


def _officer(assistance, reader) -> str:
    """The officer who screens the request; the name is for the two sides of the screening."""
    if assistance.state != RequestState.SCREENING or assistance.assigned_to is None:
        return ""
    return assistance.assigned_to.get_short_name() if policies.can_follow_screening(reader, assistance) else ""
