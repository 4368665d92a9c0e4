"""What happens to personal data by the clock."""

from celery import shared_task

from partners import actions


@shared_task(name="partners.erase_after_function")
def erase_after_function():
    actions.erase_after_function()
