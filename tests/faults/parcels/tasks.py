import os
import signal
import time
from datetime import date

from celery import shared_task

from core import jobs
from core.pdf import printing
from tests.faults.parcels.models import Delivery, Parcel
from tests.security.swelling_documents import SWELLING

PRINTING_SECONDS = 30  # in service 120


@shared_task(name=Parcel.task_name)
def deliver(parcel_id):
    """Takes as long as the parcel says; a parcel of less than no time kills the process that works on it."""
    with jobs.claim(Parcel, parcel_id) as held:
        if held is None:
            return
        if held.record.seconds < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if held.record.leaflet:
            print_leaflet(SWELLING[held.record.leaflet])
        time.sleep(held.record.seconds)
        with held.storing():
            Delivery.objects.create(parcel=held.record, attempt=held.attempt)
            held.finish()


def print_leaflet(text: str) -> None:
    page = f"<html><body><h1>T</h1>{text}</body></html>"
    order = {"stylesheets": [], "assets": {}, "created": date(2011, 1, 12), "identifier": "T en"}
    printing.render(page, **order, wall_seconds=PRINTING_SECONDS)
