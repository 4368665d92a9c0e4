"""A process that orders, as a web process does: it keeps its connections and must answer whatever Redis does.

Reads ``<name of an order> <argument>`` per line, answers one line of JSON: ``{"pk", "seconds", "error"}``.
"""

import json
import sys
import time

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import transaction  # noqa: E402

from core import audit, jobs  # noqa: E402
from core.letters import mail  # noqa: E402
from governance.models import Session  # noqa: E402
from needs import actions as needs_actions  # noqa: E402
from reference.models import CapacityType, Theme  # noqa: E402
from reports import actions  # noqa: E402
from reports.choices import ReportVerb  # noqa: E402
from tests.faults.parcels.models import Parcel  # noqa: E402
from tests.security.swelling_documents import SWELLING  # noqa: E402


def order_parcel(seconds: str) -> int:
    with transaction.atomic():
        parcel = Parcel.objects.create(seconds=float(seconds))
        jobs.enqueue(parcel)
    return parcel.pk


def order_leaflet(place: str) -> int:
    """A parcel whose leaflet is the text at this place among the swelling documents."""
    with transaction.atomic():
        parcel = Parcel.objects.create(leaflet=list(SWELLING)[int(place)])
        jobs.enqueue(parcel)
    return parcel.pk


def order_request(_argument: str) -> int:
    """A draft with two further themes and a type of capacity: rows in several tables, and a line in the audit."""
    drafter = get_user_model().objects.get(email="drafter@kenya.example")
    theme, *further = Theme.objects.order_by("pk")[:3]
    return needs_actions.draft_request(
        by=drafter,
        country=drafter.country,
        title="Laboratory for water quality",
        theme=theme,
        further_themes=further,
        capacity_types=CapacityType.objects.order_by("pk")[:1],
    ).pk


def order_report(number: str) -> int:
    """A report of its own session for each number."""
    secretariat = get_user_model().objects.get(email="secretariat@example.org")
    return actions.order_report(Session.objects.get(code=f"GC.{30 + int(number)}"), 2010, by=secretariat).pk


def order_letter(notice: str) -> int:
    """A letter to the secretariat about an act of somebody else."""
    reader = get_user_model().objects.get(email="secretariat@example.org")
    with transaction.atomic():
        event = audit.write(ReportVerb.ISSUED, reader, by=None)
        facts = {"symbol": "UNEP/GC.26/4", "year": "2010", "whereabouts": ""}
        link = "http://localhost:8000/reports/GC.26-2010/"
        [letter] = mail.write(notice, event, [reader], link=link, words=lambda: facts, is_optional=True)
    return letter.pk


ORDERS = {
    "parcel": order_parcel,
    "leaflet": order_leaflet,
    "request": order_request,
    "report": order_report,
    "letter": order_letter,
}

for line in sys.stdin:
    name, argument = line.split()
    started = time.monotonic()
    answer = {"pk": None, "error": None}
    try:
        answer["pk"] = ORDERS[name](argument)
    except Exception as error:
        answer["error"] = repr(error)
    answer["seconds"] = time.monotonic() - started
    print("answer", json.dumps(answer), flush=True)
