"""Code lists in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reference.kinds import AREAS, COUNTRIES, MEAS, REGIONS, THEMES


class CountryViewSet(VisibleReadOnlyViewSet):
    """Countries and areas of ISO 3166-1, with the region in which the Environment Programme counts them."""

    kind = COUNTRIES
    orders = ("iso3",)


class RegionViewSet(VisibleReadOnlyViewSet):
    """The six regions of the Environment Programme, with their offices."""

    kind = REGIONS
    orders = ("code",)


class ThemeViewSet(VisibleReadOnlyViewSet):
    """Fields of work."""

    kind = THEMES
    orders = ("code",)


class AreaViewSet(VisibleReadOnlyViewSet):
    """The cross-cutting areas of the plan."""

    kind = AREAS
    orders = ("code",)


class MeaViewSet(VisibleReadOnlyViewSet):
    """Multilateral environmental agreements and related programmes."""

    kind = MEAS
    orders = ("code",)
