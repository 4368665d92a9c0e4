"""What this floor listens to below."""

from django.dispatch import receiver

from needs.signals import request_closed
from projects.actions import note_rating


@receiver(request_closed)
def note_rating_of_closed_request(assistance, by, **_signal):
    note_rating(assistance, by=by)
