"""What floors above must hear; each signal has one listener (docs/design/house-style.md#being-heard-above)."""

from django.dispatch import Signal

# Sent within the act's transaction with ``assistance`` and ``by``; exchange ends the matches still proposed for it.
request_withdrawn = Signal()
# Sent within the act's transaction with ``assistance`` and ``by``; projects tells the agencies how they were rated.
request_closed = Signal()
