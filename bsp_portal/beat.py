"""What happens by the clock. Nothing depends on it being punctual: each task looks into the database for its work."""

from celery.schedules import crontab
from django.conf import settings

FORGET_SESSIONS_SECONDS = 3600.0
FORGET_KEYS_SECONDS = 3600.0


def timetable() -> dict:
    """The static Celery schedule; intervals in seconds."""
    # What is due on a day is looked for every hour: repeating it does no harm, and a clock that was down at one hour
    # makes up for it at the next. What was not taken by then is not needed any more.
    daily = {"schedule": crontab(minute=10), "options": {"expires": 3600}}
    return {
        "forget-sessions": {"task": "accounts.forget_sessions", "schedule": FORGET_SESSIONS_SECONDS},
        "sweep-jobs": {
            "task": "core.sweep_jobs",
            "schedule": settings.JOB_SWEEP_SECONDS,
            # While no worker takes work, sweeps must not pile up.
            "options": {"expires": settings.JOB_SWEEP_SECONDS},
        },
        "lapse-overdue-matches": {"task": "exchange.lapse_overdue_matches", **daily},
        "lapse-expired-offers": {"task": "exchange.lapse_expired_offers", **daily},
        "remind-holders": {"task": "needs.remind_holders", **daily},
        "erase-after-function": {"task": "partners.erase_after_function", **daily},
        # The folders lie where reports are printed.
        "sweep-print-folders": {
            "task": "core.sweep_print_folders",
            "schedule": crontab(hour=2, minute=40),
            "options": {"expires": 3600, "queue": "heavy"},
        },
        "forget-letters": {"task": "core.forget_letters", "schedule": crontab(hour=2, minute=50)},
        "forget-keys": {"task": "core.forget_keys", "schedule": FORGET_KEYS_SECONDS},
    }
