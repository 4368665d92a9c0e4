import time

from celery import shared_task

from core import jobs
from tests.faults.parcels.models import Delivery, Parcel


@shared_task(name="parcels.deliver")
def deliver(parcel_id):
    with jobs.claim(Parcel, parcel_id) as held:
        if held is None:
            return
        time.sleep(held.record.seconds)
        with held.storing():
            Delivery.objects.create(parcel=held.record, attempt=held.attempt)
            held.finish()
