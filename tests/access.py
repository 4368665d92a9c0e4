"""``access_table.txt`` as cells: who knocks at which endpoint, with which record, and what the answer is to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

TABLE = Path(__file__).with_name("access_table.txt")
ACTORS = ("visitor", "KEN", "PER", "africa", "asia", "secr.", "agency", "other", "treaty", "none")
TOKENS = ("token", "token2")
# The record's part in an address where it is not its code, and further parts.
RECORD_PARTS = {
    "countries:country_detail": "iso3",
    "api:countries-detail": "iso3",
    "governance:reform_detail": "number",
    "api:results-detail": "id",
    "mfa_remove_webauthn": "pk",
    "problem_detail": "name",
    "accounts:session_end": "handle",
    "accounts:token_revoke": "prefix",
}
PERSON_ACTS = ("detail", "invite_again", "take_over", "disable", "enable", "erase")
RECORD_PARTS |= {f"partners:person_{act}": "pk" for act in PERSON_ACTS}
RECORD_PARTS |= {f"projects:invitation_{act}": "pk" for act in ("detail", "accept", "decline", "withdraw")}
RECORD_PARTS |= {f"partners:role_{act}": "pk" for act in ("propose", "confirm", "drop")}
OTHER_PARTS = {
    "reports:report_page": {"page": "summary"},
    "reports:figure_records": {"metric": "M1"},
    "reports:edition_download": {"language": "en"},
    "reports:narrative_edit": {"slot": "summary"},
    "projects:lesson_publish": {"lesson": "LES-PUBLIC"},
    "needs:need_edit": {"need": "NEED-DRAFTED"},
    "needs:need_rank": {"need": "NEED-DRAFTED"},
    "needs:need_remove": {"need": "NEED-DRAFTED"},
}
TEXTS = {"title": "Laboratory", "language": "en"}
REQUEST = TEXTS | {"currency": "USD", "urgency": "normal", "is_open_to_partners": "true"}
ANSWERS = {f"c{number}-answer": "met" for number in range(1, 9)}
DECISION = ANSWERS | {"recommendation": "Admit.", "reasons": "It follows the plan."}
FIELDS = {
    "needs:request_draft": REQUEST,
    "needs:request_edit": REQUEST | {"version": "1"},
    "needs:request_participants": {"stakeholders": "41 women, 48 men.", "version": "1"},
    "needs:request_withdraw": {"reason": "Paid by others."},
    "needs:request_close": {"rating": "4"},
    "needs:request_verify": {"evidence": "Report."},
    "needs:request_message": {"text": "Which rivers?", "language": "en"},
    "needs:request_screen": ANSWERS,
    "needs:request_accept": DECISION,
    "needs:request_return": {"question": "Which rivers?"},
    "needs:request_decline": DECISION | {"refusal_reason": "other"},
    "partners:contact_edit": {"version": "1"},
    "set_language": {"language": "en"},
    "reports:report_order": {"session": "GC.26", "year": "2010"},
    "reports:narrative_edit": {"text": "Requests came from all regions.", "version": "0"},
    "reports:report_reopen": {"reason": "A figure is to be checked."},
}


@dataclass(frozen=True)
class Cell:
    """One knock at one endpoint, and the answer that the table wants."""

    endpoint: str
    record: str
    method: str
    actor: str
    status: int

    def __str__(self):
        return f"{self.actor} {self.method} {self.endpoint} {self.record}"


@cache
def cells() -> list[Cell]:
    """The table, line by line and column by column."""
    found = []
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            endpoint, record, method, *statuses = line.split()
            record = record.removeprefix("-")
            if method == "READ":
                found += [*_row(endpoint, record, "GET", statuses), *_row(endpoint, record, "POST", ["405"])]
                if record:
                    found += _row(endpoint, absent(record), "GET", ["404"])
            else:
                found += _row(endpoint, record, method, statuses)
    return found


def _row(endpoint: str, record: str, method: str, statuses: list[str]) -> Iterator[Cell]:
    columns = (*ACTORS, *TOKENS) if endpoint.startswith("api:") else ACTORS
    if len(statuses) == 1:
        by_actor = dict.fromkeys(columns, statuses[0])
    else:  # where it makes a difference who knocks, those who are answered like a visitor knock as well
        by_actor = dict.fromkeys((*TOKENS, "disabled"), statuses[0]) | dict(zip(columns, statuses, strict=True))
    if endpoint.startswith("api:"):
        by_actor["token of none"] = by_actor["none"]
    return (Cell(endpoint, record, method, actor, int(status)) for actor, status in by_actor.items())


def absent(record: str) -> str:
    """The name of a record that is not there, as long as the one given."""
    if record.isdecimal():
        return "9" * len(record)
    head, sign, tail = record.rpartition("-")
    return f"{head}{sign}{'x' * len(tail)}"


def address_of(cell: Cell, record: str) -> str:
    parts = {RECORD_PARTS.get(cell.endpoint, "code"): record} | OTHER_PARTS.get(cell.endpoint, {}) if record else {}
    return reverse(cell.endpoint, kwargs=parts)
