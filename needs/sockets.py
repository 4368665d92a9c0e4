"""What the floors above know about needs and requests (core.sockets)."""

from dataclasses import dataclass

from core.sockets import Socket

# Asked with a request and the reader; each answer is a list of acts above that are open to them: label and address.
further_acts = Socket()
# Asked with the reader; each answer is a query of the primary keys of needs that a live record of that floor answers.
answered_needs = Socket()


@dataclass(frozen=True)
class Evidence:
    """A record shown beside a question: what it is, where it is, and why it is shown."""

    text: str
    url: str = ""
    code: str = ""
    note: str = ""
    state: str = ""
    state_label: str = ""


# Asked with a country, a theme and the reader; each answer is a list of Evidence: what runs or is planned there.
similar_projects = Socket()
# Asked with a country, a theme and the reader; each answer is a list of Evidence: what the South offers.
southern_offers = Socket()
