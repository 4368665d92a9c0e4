"""Changes of what people may do, which two persons of the secretariat decide.

They lie on this floor and not with the accounts, because a role may be that of an agency.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from partners.choices import RoleChangeState
from reference.models import Country, Mea, Region


class RoleChangeQuerySet(models.QuerySet["RoleChange"]):
    def visible_to(self, user: Reader) -> Self:
        """Seen as far as the account whose role it is."""
        return self.filter(account__in=User.objects.visible_to(user))


@tracked
class RoleChange(models.Model):
    """A role and its scope, as one person proposes it for an account and another confirms it."""

    PERSONAL: ClassVar = ("reason",)

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_changes")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    meas = models.ManyToManyField(Mea, blank=True, related_name="+")
    is_signatory = models.BooleanField(_("signatory"), default=False)
    # The account is disabled, and is to have its role again.
    enables = models.BooleanField(default=False, db_default=False)
    reason = models.TextField(_("reason"))
    state = models.CharField(_("status"), max_length=9, choices=RoleChangeState, default=RoleChangeState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = RoleChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="partners_role_change_one_open", fields=["account"], condition=Q(state=RoleChangeState.PROPOSED)
            ),
            models.CheckConstraint(
                name="partners_role_change_by_two",
                condition=~Q(state=RoleChangeState.CONFIRMED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("account"))),
            ),
            models.CheckConstraint(
                name="partners_role_change_agency",
                condition=(Q(role=Role.AGENCY, agency__isnull=False) | (~Q(role=Role.AGENCY) & Q(agency__isnull=True))),
            ),
        ]

    def __str__(self):
        return f"{self.account}: {self.get_role_display()}"
