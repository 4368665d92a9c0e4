"""Whose need or assessment it is: the columns and the rules that both share."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from needs.choices import PUBLISHED_STATES, NeedScope
from reference.models import CountryGroup, Region


def read_by_office(user: User, path: str = "") -> Q:
    """Assessments that the office of the country's region reads: ever submitted, published, or begun there.

    ``path`` leads to the assessment, where rows of another table are asked for.
    """
    submitted = Q(**{f"{path}submitted_on__isnull": False}) | Q(**{f"{path}state__in": PUBLISHED_STATES})
    begun_there = Q(**{f"{path}created_by__role": Role.REGIONAL_OFFICE, f"{path}created_by__region": user.region_id})
    return Q(submitted | begun_there, **{f"{path}country__region": user.region_id})


class ScopedModel(models.Model):
    """A statement about a country, a region, a group of countries or the world."""

    scope = models.CharField(_("scope"), max_length=8, choices=NeedScope)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    groups = models.ManyToManyField(CountryGroup, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="needs_%(class)s_region_has_region", condition=~Q(scope=NeedScope.REGION) | Q(region__isnull=False)
            ),
        ]
