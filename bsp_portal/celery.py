"""The Celery application. Tasks live in each app's ``tasks.py``; the timetable in ``beat.py``."""

import os

from celery import Celery
from celery.signals import setup_logging, worker_init, worker_process_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bsp_portal.settings")

app = Celery("bsp_portal", task_cls="bsp_portal.named_task:NamedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def set_timetable(sender, **_kwargs):
    from bsp_portal import beat

    sender.conf.beat_schedule = beat.timetable()


@setup_logging.connect
def keep_logging(**_kwargs):
    """Workers log as the settings say; while somebody listens here, Celery sets up nothing of its own."""


@worker_init.connect
def require_type_faces(sender, **_kwargs):
    """A worker that prints does not start without the report's type faces: with others every line breaks elsewhere."""
    from core.pdf import fonts

    if sender.app.conf.task_routes["reports.build_report"]["queue"] not in sender.app.amqp.queues.consume_from:
        return
    try:
        fonts.require()
    except fonts.FontMissing as missing:
        raise SystemExit(f"The worker does not start. {missing}") from None  # Celery swallows any lesser exception


@worker_ready.connect
def keep_watch(sender, **_kwargs):
    from core.jobs.watchdog import Watchdog
    from core.tasks import worker_beat

    Watchdog(sender.hostname, worker_beat).start()


@worker_process_init.connect
def end_with_worker(**_kwargs):
    """A pool child whose worker was killed would go on without time limit and supervision."""
    from core.pdf import confinement

    confinement.die_with_parent(os.getppid())
