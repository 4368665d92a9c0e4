"""How the states of every floor's records look: tone and glyph of a badge.

The settings make this a built-in library: no template loads it.
"""

from django import template

register = template.Library()

# Tone and glyph of a state: q1..q4 fill the circle by quarters, back, no and over replace it (↩ ✕ !).
STATE_CLASSES = {
    "draft": [
        "draft",
        "pipeline",
        "not_started",
        "machine",
        "identified",
        "partly_known",
        "not_signed",
        "not_concluded",
    ],
    "info q1": [
        "invited",
        "submitted",
        "consultation",
        "proposed",
        "queued",
        "open",
        "under_assessment",
        "under_analysis",
        "planned",
    ],
    "info q2": ["screening", "agreed", "approved", "in_progress", "building"],
    "info q3": ["accepted", "in_response", "active", "ready", "cleared", "being_met", "in_force"],
    "ok q4": ["usable", "delivered", "adopted", "completed", "kept", "met", "original", "checked", "issued"],
    "plain q4": ["closed", "superseded", "rated", "changed", "ended", "concluded", "expired", "erased"],
    "warn back": ["returned"],
    "warn q2": ["late", "partly", "partly_met", "awaiting_decision", "awaiting_other", "out_of_date"],
    "bad no": ["declined", "withdrawn", "lapsed", "cancelled", "dropped", "not_met", "failed", "revoked", "disabled"],
    "bad over": ["overdue"],
}
CLASSES_OF_STATE = {state: classes for classes, states in STATE_CLASSES.items() for state in states}
# An assessment has one step fewer than a request: its hand-over is half of the way. An active account has no further
# step before it.
CLASSES_OF_KIND = {("assessment", "submitted"): "info q2", ("account", "active"): "ok q4"}


@register.simple_tag
def state_classes(state, kind=""):
    """Classes of a state badge; ``kind`` only where one word means different distances (``assessment``)."""
    return CLASSES_OF_KIND.get((kind, state)) or CLASSES_OF_STATE.get(state, "plain")
