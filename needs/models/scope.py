"""Whose need or assessment it is: the columns and the rule that both share."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from needs.choices import NeedScope
from reference.models import CountryGroup, Region


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
