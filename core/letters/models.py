"""The ledger of the portal's letters."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.choices import LetterState
from core.jobs.models import Job
from core.text.languages import Language


class Letter(Job):
    """What one person is told of one act, word for word as it is sent, in the language that this person reads.

    Nobody gets two letters about the same act, whatever is repeated.
    """

    PERSONAL: ClassVar = ("subject", "body", "last_error")

    QUEUED, RUNNING, DONE, FAILED = LetterState.WAITING, LetterState.SENDING, LetterState.SENT, LetterState.FAILED
    task_name = "core.send_letter"

    event = models.ForeignKey("core.AuditEvent", models.PROTECT, related_name="letters")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    notice = models.CharField(_("notification"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = models.TextField(_("subject"))
    body = models.TextField(_("text"))
    # The same at each attempt, so that a mail program recognises a letter that was sent again.
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("status"), max_length=7, choices=LetterState, default=LetterState.WAITING)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(name="core_letter_once", fields=["event", "recipient"])]
        indexes = [
            # Sent letters stay; the sweeper asks for the few others every minute.
            models.Index(
                name="core_letter_unsent",
                fields=["queued_at"],
                condition=Q(state__in=[LetterState.WAITING, LetterState.SENDING]),
            ),
        ]

    def __str__(self):
        return f"{self.notice} {self.pk}"
