"""What the floors above know about needs and requests, and what they must hear of them (core.hooks)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Reader, User
from core.hooks import any_of, done, hook, joined, nested
from core.pages.buttons import Button
from needs.chain import Steps
from reference.models import Country, Theme

if TYPE_CHECKING:
    from needs.models import AssistanceRequest, Need


@dataclass(frozen=True)
class Evidence:
    """A record shown beside a question: what it is, where it is, and why it is shown."""

    text: str
    url: str = ""
    code: str = ""
    note: str = ""
    state: str = ""
    state_label: str = ""


@hook(nested)
def steps_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    """What is known of each step of these needs' chains, as far as the reader may see it."""


@hook(nested)
def steps_of_requests(requests: Sequence[AssistanceRequest], reader: Reader) -> Steps:
    """What is known of each step of these requests' chains, as far as the reader may see it."""


@hook(joined)
def further_buttons(assistance: AssistanceRequest, reader: Reader) -> list[Button]:
    """Acts of upper floors on the request that are open to this reader."""


@hook(any_of)
def answered_needs(reader: Reader) -> Q:
    """Which needs a live record above answers that the reader may see."""


@hook(joined)
def similar_projects(country: Country, theme: Theme | None, reader: Reader) -> list[Evidence]:
    """What runs or is planned in the country and theme."""


@hook(joined)
def southern_offers(country: Country, theme: Theme, reader: Reader) -> list[Evidence]:
    """What other countries of the South offer in the theme."""


@hook(any)
def runs_response(user: User, assistance: AssistanceRequest) -> bool:
    """Whether this person runs a project that answers the request."""


@hook(done)
def request_withdrawn(assistance: AssistanceRequest, by: User) -> None:
    """Told in the act's transaction: the request wants no answer any more."""


@hook(done)
def request_closed(assistance: AssistanceRequest, by: User) -> None:
    """Told in the act's transaction: the country has judged what was delivered."""
