"""What every record of the portal has in common, and the ledgers that no floor owns alone."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core import clock
from core.choices import Origin, TranslationState, Visibility
from core.database.history import tracked
from core.database.protection import append_only, timed_by_database
from core.jobs.models import Job, WorkerBeat
from core.letters.models import Letter
from core.text.languages import Language

__all__ = [
    "Attachment",
    "AuditEvent",
    "CodeSequence",
    "Job",
    "KeyedAnswer",
    "Letter",
    "Record",
    "TimestampedModel",
    "Translation",
    "WorkerBeat",
]


class TimestampedModel(models.Model):
    """Who made and last changed a row, and the version that an edit must name."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class Record(TimestampedModel):
    """A record people know by its code; it says where it comes from and who may see it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.PORTAL)
    origin_reference = models.CharField(_("reference at the origin"), max_length=200, blank=True)
    language = models.CharField(_("language of the text"), max_length=2, choices=Language, default=Language.ENGLISH)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_origin_once",
                fields=["origin", "origin_reference"],
                condition=~Q(origin_reference=""),
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_demo(self) -> bool:
        return self.origin == Origin.DEMO


class CodeSequence(models.Model):
    """The last number given out under a prefix of human codes (core.database.codes)."""

    prefix = models.CharField(max_length=32, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.prefix}{self.last}"


@tracked
class Translation(TimestampedModel):
    """A text of a record in a further language, with how far it can be trusted."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    text = models.TextField(_("text"))
    state = models.CharField(_("status"), max_length=12, choices=TranslationState, default=TranslationState.MACHINE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="core_translation_once", fields=["content_type", "object_id", "field", "language"]
            ),
        ]

    def __str__(self):
        return f"{self.field} ({self.language})"


@tracked
class Attachment(TimestampedModel):
    """A file that belongs to a record; stored under its content's hash, named as its owner named it."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(_("file"), upload_to="attachments/")
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=120)
    is_clean = models.BooleanField(_("scanned and clean"), default=False)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.name


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, record: models.Model) -> Self:
        """Everything that was done to this record, newest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk).order_by(
            "-happened_at", "-pk"
        )


@append_only
@timed_by_database("happened_at", unless_owner=True)
class AuditEvent(models.Model):
    """One act: who did what to which record, when and why. Written in the act's own transaction, never changed."""

    PERSONAL: ClassVar = ("network", "data")

    happened_at = models.DateTimeField(_("when"), db_default=Now(), editable=False, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    token_prefix = models.CharField(_("token"), max_length=12, blank=True)
    verb = models.CharField(_("action"), max_length=60)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    record_code = models.CharField(_("record"), max_length=60, blank=True)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    # What the person typed, and beside it what the portal adds: codes, ranks, numbers of rows, devices.
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("data"), default=dict, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    network = models.CharField(_("network"), max_length=45, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "-happened_at"])]

    def __str__(self):
        return f"{self.verb} {self.record_code}"


class KeyedAnswer(models.Model):
    """What a keyed POST made and where it led, so that the same POST sent again makes nothing new."""

    caller = models.CharField(max_length=40)
    method = models.CharField(max_length=6)
    path = models.TextField()
    key = models.CharField(max_length=64)
    digest = models.CharField(_("SHA-256 of what was sent"), max_length=64)
    record_code = models.CharField(_("record"), max_length=60, blank=True)
    location = models.TextField(_("where it led"), blank=True)
    answered_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="core_keyed_answer_once", fields=["caller", "method", "path", "key"]),
        ]

    def __str__(self):
        return f"{self.method} {self.path} {self.key}"
