"""What the floors above know about projects (core.sockets)."""

from core.sockets import Socket

# Asked with a project and the reader; each answer is a list of figures: text, kind, comparator, value, unit, period.
stated_figures = Socket()
