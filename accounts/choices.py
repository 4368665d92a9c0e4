"""Roles, the scopes of API tokens, and the states of accounts and tokens."""

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


class AccountState(models.TextChoices):
    """Whether the person can sign in."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    DISABLED = "disabled", _("Disabled")


class TokenState(models.TextChoices):
    """Whether a token still opens a door."""

    USABLE = "usable", _("Usable")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
