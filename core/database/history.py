"""Each state in which a row was, written by database triggers, so that not even raw SQL passes unseen.

Inserts need no trigger: the row itself tells when and by whom it was made. A link does not; its making is kept, too.
"""

from typing import TypeVar

import pghistory
from django.db.models import Model
from pghistory.models import Context

from core.database.personal import personal_fields, secret_fields
from core.database.protection import NEVER_TRUNCATED, append_only, timed_by_database

M = TypeVar("M", bound=Model)
# A job's own pulse and the use of a key are no change of the record.
PULSE = ("attempt", "lease_until", "step", "updated_at", "last_login", "last_used_on", "last_used_at")

# Who caused the rows of history: one row a request or task.
append_only(timed_by_database("created_at", "updated_at")(Context))


def tracked(model: type[M], app_label: str | None = None) -> type[M]:
    """Class decorator: keep the row as it was before each update and delete, and when it was linked and parted.

    Values of a person and secrets are left out: history tells only that they changed. ``app_label`` names
    the app that keeps the history of a library's model.
    """
    _keep(model, app_label, pghistory.DeleteEvent())
    for relation in model._meta.local_many_to_many:
        links = relation.remote_field.through
        if links and not isinstance(links, str):  # others are models of ours, tracked as such
            _keep(links, app_label, pghistory.InsertEvent(), pghistory.DeleteEvent())
    return model


def _keep(model: type[Model], app_label: str | None, *trackers: pghistory.Tracker) -> None:
    noticed = [field.name for field in model._meta.concrete_fields if field.name not in PULSE]
    pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(*noticed)),
        *trackers,
        exclude=[*personal_fields(model), *secret_fields(model)],
        meta={"triggers": [NEVER_TRUNCATED]},
        app_label=app_label,
    )(model)
    timed_by_database("pgh_created_at")(model.pgh_event_model)  # type: ignore[attr-defined]
