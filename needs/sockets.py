"""What the floors above know about needs (core.sockets)."""

from core.sockets import Socket

# Asked with the reader; each answer is a query of the primary keys of needs that a live record of that floor answers.
answered_needs = Socket()
