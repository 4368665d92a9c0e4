"""The Celery application. Tasks live in each app's ``tasks.py``; the timetable in ``beat.py``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bsp_portal.settings")

app = Celery("bsp_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def set_timetable(sender, **_kwargs):
    from bsp_portal import beat

    sender.conf.beat_schedule = beat.timetable()
