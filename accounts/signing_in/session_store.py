"""Sessions in a table that knows whose they are; none outlives its two ages (docs/design/security.md#sessions)."""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.signing_in.devices import device_of
from core.http import request_context

BEGAN = "began_at"


class SessionStore(DatabaseStore):
    """Ends after two hours in which nothing happened, and twelve hours after signing in whatever happened."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls):
        from accounts.models import BrowserSession  # Django imports this engine before the models are there

        return BrowserSession

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        self.seen_at = row.seen_at if row else None
        return row

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data.setdefault(BEGAN, int(time.time()))
        row = super().create_model_instance(data)
        context = request_context.current()
        row.account_id = data.get(SESSION_KEY)
        row.device, row.network = device_of(context.user_agent), context.network
        if BEGAN in data:
            row.began_at = datetime.fromtimestamp(data[BEGAN], UTC)
        return row

    def get_session_cookie_age(self):
        """Seconds until the session ends if it is saved now."""
        return min(settings.SESSION_IDLE_SECONDS, self.seconds_at_most())

    def seconds_at_most(self) -> int:
        """Seconds until the session ends whatever happens in it; a visitor's has no such end."""
        began = self.get(BEGAN, time.time())
        return max(0, int(began + settings.SESSION_COOKIE_AGE - time.time()))

    def seconds_at_least(self) -> int:
        """Seconds for which a session that was just used lasts for certain, if its last end is not nearer."""
        return settings.SESSION_IDLE_SECONDS - settings.SESSION_NOTED_EVERY_SECONDS

    def is_to_be_noted(self) -> bool:
        """Whether it is time to write down again that the session is in use; not at each request, which would cost."""
        age = timezone.now() - self.seen_at if self.seen_at else None
        return age is None or age.total_seconds() >= settings.SESSION_NOTED_EVERY_SECONDS
