"""What the clock does in the exchange."""

from celery import shared_task

from exchange import actions


@shared_task(name="exchange.lapse_overdue_matches")
def lapse_overdue_matches():
    actions.lapse_overdue_matches()


@shared_task(name="exchange.lapse_expired_offers")
def lapse_expired_offers():
    actions.lapse_expired_offers()
