"""How far along the chain needs and requests have come, as rows of lists, desks and profiles tell it."""

from collections.abc import Iterable, Mapping

from core.pages.rows import Row
from needs.chain import ChainEntry, step_number
from needs.hooks import steps_of_needs, steps_of_requests
from needs.models import AssistanceRequest, Need
from needs.service_clock.status import statuses_of

ANSWERS = ("project", "match", "request")


def need_rows(needs: Iterable[Need], reader) -> list[Row]:
    """Each need with the ``step`` that it has reached, and the ``answers`` to it."""
    needs = list(needs)
    known = steps_of_needs(needs, reader)
    return [Row(need, step=step_number(known[need.pk]), answers=answers_in(known[need.pk])) for need in needs]


def answers_in(steps: Mapping[str, list[ChainEntry]]) -> list[ChainEntry]:
    """Who answers a need: projects before offers before requests."""
    return next((steps[step] for step in ANSWERS if steps.get(step)), [])


def request_rows(requests: Iterable[AssistanceRequest], reader) -> list[Row]:
    """Each request with its ``status``: with whom it is, and since when."""
    requests = list(requests)
    statuses = statuses_of(requests, reader)
    return [Row(assistance, status=statuses[assistance.pk]) for assistance in requests]


def request_rows_with_steps(requests: Iterable[AssistanceRequest], reader) -> list[Row]:
    """As above, with the ``step`` of the chain that each has reached."""
    requests = list(requests)
    known = steps_of_requests(requests, reader)
    statuses = statuses_of(requests, reader)
    return [
        Row(assistance, status=statuses[assistance.pk], step=step_number(known[assistance.pk]))
        for assistance in requests
    ]
