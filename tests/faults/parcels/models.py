"""The smallest job there can be. Nothing but core.jobs keeps a parcel from being delivered twice."""

from django.db import models

from core.jobs.models import Job


class Parcel(Job):
    QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
    task_name = "parcels.deliver"

    state = models.CharField(max_length=8, default=QUEUED)
    seconds = models.FloatField(default=0)
    leaflet = models.CharField(max_length=80)  # printed before it goes: the name of a swelling document

    def __str__(self):
        return f"Parcel {self.pk}"


class Delivery(models.Model):
    """One effect of one attempt; without a unique constraint, so that a second one would show."""

    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField()

    def __str__(self):
        return f"{self.parcel}, attempt {self.attempt}"
