"""Files from partners: staged row by row, reviewed, then applied at once."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from core.models import TimestampedModel
from partners.models import Agency
from projects.choices import ImportState, RowVerdict
from projects.models.projects import Project


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: Reader) -> Self:
        """The secretariat's, and one's own agency's or one's own; they do not exist for others."""
        match user:
            case User(role=Role.SECRETARIAT):
                return self
            case User(role=Role.AGENCY):
                return self.filter(agency__in=Agency.objects.of(user))
            case User(role=Role.REGIONAL_OFFICE):
                return self.filter(requested_by=user)
            case _:
                return self.none()


@tracked
class ImportBatch(TimestampedModel):
    """One uploaded file. The same file of the same agency is the same batch."""

    code = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="import_batches")
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(_("name of the file"), max_length=120)
    digest = models.CharField(_("SHA-256"), max_length=64)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=ImportState, default=ImportState.QUEUED)

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("import batches")
        constraints = [models.UniqueConstraint(name="projects_import_once", fields=["agency", "digest"])]

    def __str__(self):
        return self.code


@tracked
class ImportRow(models.Model):
    """One activity or row of an import: what it would change, and every complaint about it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField(_("row"))
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=RowVerdict)
    content = models.JSONField(default=dict)
    complaints = models.JSONField(default=list)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="import_rows")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="projects_importrow_once", fields=["batch", "position"])]

    def __str__(self):
        return f"{self.batch_id}: {self.position}"
