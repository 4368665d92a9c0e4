"""What this floor listens to below."""

from django.dispatch import receiver

from exchange.actions import end_matches
from needs.signals import request_withdrawn


@receiver(request_withdrawn)
def end_matches_of_withdrawn_request(assistance, by, **_signal):
    end_matches(assistance, by=by)
