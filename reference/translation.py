"""Reference names in six columns (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from reference.models import (
    CapacityType,
    Country,
    CountryGroup,
    CrossCuttingArea,
    Mea,
    PurposeCode,
    Region,
    Sdg,
    Subprogramme,
    Theme,
)


@register([Region, Country, CountryGroup, Theme, CrossCuttingArea, CapacityType, Subprogramme, Mea])
class NameOptions(TranslationOptions):
    fields = ("name",)


@register(Sdg)
class SdgOptions(TranslationOptions):
    fields = ("name", "short_name")


@register(PurposeCode)
class PurposeCodeOptions(TranslationOptions):
    fields = ("name", "category_name")
