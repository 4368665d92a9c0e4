"""What floors above must hear. The last resort (house style, section 2): each signal has one listener."""

from django.dispatch import Signal

# Sent within the act's transaction with ``assistance`` and ``by``; exchange ends the matches still proposed for it.
request_withdrawn = Signal()
# Sent within the act's transaction with ``assistance`` and ``by``; projects tells the agencies how they were rated.
request_closed = Signal()
