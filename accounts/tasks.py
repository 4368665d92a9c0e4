"""What happens to accounts by the clock, and the letters about how they are opened."""

from celery import shared_task

from accounts.models import AccountLetter
from accounts.signing_in import letters
from accounts.signing_in.session_store import SessionStore
from core import jobs


@shared_task(name="accounts.forget_sessions")
def forget_sessions():
    """Sessions that have ended open nothing; their rows go."""
    SessionStore.clear_expired()


@shared_task(name=AccountLetter.task_name)
def send_letter(letter_id):
    with jobs.claim(AccountLetter, letter_id) as held:
        if held is not None:
            letters.send(held)
