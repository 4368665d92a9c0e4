import os
import signal
import time

from celery import shared_task

from core import jobs
from tests.faults.parcels.models import Delivery, Parcel


@shared_task(name=Parcel.task_name)
def deliver(parcel_id):
    """Takes as long as the parcel says; a parcel of less than no time kills the process that works on it."""
    with jobs.claim(Parcel, parcel_id) as held:
        if held is None:
            return
        if held.record.seconds < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(held.record.seconds)
        with held.storing():
            Delivery.objects.create(parcel=held.record, attempt=held.attempt)
            held.finish()
