"""Roles, and the scopes of API tokens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    REGIONAL_OFFICE = "regional_office", _("Regional office")
    SECRETARIAT = "secretariat", _("Secretariat")
    AGENCY = "agency", _("Partner agency")
    MEA = "mea", _("MEA focal point")


class Scope(models.TextChoices):
    """What an API token may do."""

    PROJECTS_READ = "projects:read", _("Read projects")
    PROJECTS_WRITE = "projects:write", _("Write own projects")
    IMPORTS_WRITE = "imports:write", _("Send import files")
    OFFERS_WRITE = "offers:write", _("Write own offers")
    REQUESTS_READ = "requests:read", _("Read open requests")
