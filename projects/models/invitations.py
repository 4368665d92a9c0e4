"""Who is asked to take part in a project that is not shared with them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Reader, User
from core.database.history import tracked
from core.models import TimestampedModel
from partners.models import NOBODY, Agency
from projects.choices import CountryRole, PartnerRole
from projects.models.projects import Project
from reference.models import Country


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Reader) -> Self:
        """Of the own agency or country, and of projects in which the reader's side takes part."""
        if getattr(user, "speaks_as", None) == Role.SECRETARIAT:
            return self
        taking_part = Project.objects.filter(Project.objects.of_own_side(user))
        return self.filter(_of(user) | Q(project__in=taking_part))

    def waiting_for(self, user: User) -> Self:
        """Those to the person's own agency or country."""
        return self.filter(_of(user))

    def with_card(self) -> Self:
        """What a row of a list of invitations shows."""
        return self.select_related("project", "agency", "country", "created_by")


def _of(user: Reader) -> Q:
    match user:
        case User(speaks_as=Role.AGENCY):
            return Q(agency__in=Agency.objects.of(user))
        case User(speaks_as=Role.GOVERNMENT):
            return Q(country=user.country_id)
        case _:
            return NOBODY


@tracked
class Invitation(TimestampedModel):
    """An agency or a country is asked to take part; until it accepts, it knows no more than the title.

    The row goes with the answer, which the audit keeps.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="project_invitations")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="project_invitations")
    role = models.CharField(_("role"), max_length=12)
    share = models.DecimalField(_("share in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="projects_invitation_of_agency_or_country",
                condition=Q(agency__isnull=False, country__isnull=True, role__in=PartnerRole.values)
                | Q(agency__isnull=True, country__isnull=False, role__in=CountryRole.values),
            ),
            models.UniqueConstraint(name="projects_invitation_once", fields=["project", "agency", "role"]),
            models.UniqueConstraint(name="projects_country_invitation_once", fields=["project", "country", "role"]),
        ]

    def __str__(self):
        return f"{self.invited} ({self.role})"

    def get_absolute_url(self):
        return reverse("projects:invitation_detail", args=[self.pk])

    @property
    def invited(self) -> Agency | Country:
        """Whoever is asked."""
        return self.agency or self.country  # type: ignore[return-value]

    def get_role_display(self) -> str:
        return str((PartnerRole if self.agency_id else CountryRole)(self.role).label)
