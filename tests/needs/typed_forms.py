"""What is typed into the forms about requests, assessments and needs, all of it right."""

from core import clock

HTMX = {"HX-Request": "true"}
KEY = {"form_key": "0123456789abcdef", "version": "1"}
NEW_ASSESSMENT = {"title": "Capacity self-assessment", "kind": "sectoral", "language": "en", "country": "KEN"} | KEY
NEED = {"statement": "Know the rivers.", "rank": "1", "theme": "freshwater", "currency": "USD", "language": "en"}
DRAFT = {
    "title": "Laboratory for water quality",
    "theme": "freshwater",
    "asked": "Training of twelve technicians.",
    "language": "en",
    "wished_start": str(clock.today().year + 1),
    "budget": "180,000",
    "currency": "EUR",
    "own_share": "20",
    "urgency": "normal",
    "is_open_to_partners": "false",
    "act": "draft",
}


def address(assistance, act):
    return f"/requests/{assistance.code}/{act}/"


def typed(assistance, **changes):
    return DRAFT | {"version": str(assistance.version)} | changes
