"""Before and after of every changed row, written by database triggers, so that not even raw SQL passes unseen."""

import pghistory


def tracked(model):
    """Class decorator: keep the old row of each update and delete in an append-only event table."""
    return pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
