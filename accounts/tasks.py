"""What happens to accounts by the clock."""

from celery import shared_task

from accounts.session_store import SessionStore


@shared_task(name="accounts.forget_sessions")
def forget_sessions():
    """Sessions that have ended open nothing; their rows go."""
    SessionStore.clear_expired()
