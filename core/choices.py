"""Values that every floor shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What the audit says was done. Each kind of record has its own: the value is kept for ever, the label is what
    the record's history says."""


class AccessVerb(Verb):
    """What is kept beside acts: lists that were taken out, and what was refused."""

    LIST_EXPORTED = "list.exported", _("List downloaded")
    ACCESS_REFUSED = "access.refused", _("Access refused")
    RECORD_NOT_FOUND = "record.not_found", _("Record not found")
    MORE_REFUSED = "access.more_refused", _("More was refused within the hour")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    PARTNERS = "partners", _("Partners")
    RESTRICTED = "restricted", _("Restricted")


class Origin(models.TextChoices):
    """Where a record comes from."""

    PORTAL = "portal", _("Entered in the portal")
    SEED = "seed", _("Founding documents")
    DEMO = "demo", _("Invented for demonstration")
    IATI = "iati", _("Imported from IATI")


class Certainty(models.TextChoices):
    """How sure a statement is: printed in the document, inferred from it, or general knowledge."""

    PRINTED = "printed", _("printed")
    INFERRED = "inferred", _("inferred")
    KNOWN = "known", _("generally known")


class TranslationState(models.TextChoices):
    MACHINE = "machine", _("Machine translation")
    CHECKED = "checked", _("Checked")
    OUT_OF_DATE = "out_of_date", _("Out of date")


class LetterState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")


class Comparator(models.TextChoices):
    """How a printed figure is qualified; empty means exact."""

    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
