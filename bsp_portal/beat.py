"""What happens by the clock. Nothing depends on it being punctual: each task looks into the database for its work."""

from django.conf import settings

FORGET_KEYS_SECONDS = 3600.0
FORGET_SESSIONS_SECONDS = 3600.0



def timetable() -> dict:
    """The static Celery schedule; intervals in seconds."""
    return {
        "sweep-jobs": {
            "task": "core.sweep_jobs",
            "schedule": settings.JOB_SWEEP_SECONDS,
            # While no worker takes work, sweeps must not pile up.
        "forget-sessions": {"task": "accounts.forget_sessions", "schedule": FORGET_SESSIONS_SECONDS},
            "options": {"expires": settings.JOB_SWEEP_SECONDS},
        },
        "forget-keys": {"task": "core.forget_keys", "schedule": FORGET_KEYS_SECONDS},
    }
