"""What floors above must hear. The last resort (house style, section 2): one signal, one listener."""

from django.dispatch import Signal

# Sent within the act's transaction with ``assistance`` and ``by``; exchange ends the matches still proposed for it.
request_withdrawn = Signal()
