"""Before and after of every changed row, written by database triggers, so that not even raw SQL passes unseen."""

import pghistory

# A job's own pulse is no change of the record.
PULSE = ("attempt", "lease_until", "step", "updated_at")


def tracked(model):
    """Class decorator: keep the old row of each update and delete in an append-only event table."""
    silent = [field.name for field in model._meta.fields if field.name in PULSE]
    update = pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=silent))
    return pghistory.track(update, pghistory.DeleteEvent())(model)
