"""What the clock does with requests."""

from celery import shared_task

from needs import actions


@shared_task(name="needs.remind_holders")
def remind_holders():
    actions.remind_holders()
