"""Code lists in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reference.kinds import AREAS, COUNTRIES, MEAS, REGIONS, THEMES


class CountryViewSet(VisibleReadOnlyViewSet):
    """Countries and areas of ISO 3166-1, with the region in which UNEP counts them."""

    kind = COUNTRIES
    orders = ("iso3",)


class RegionViewSet(VisibleReadOnlyViewSet):
    """The six UNEP regions, with their offices."""

    kind = REGIONS
    orders = ("code",)


class ThemeViewSet(VisibleReadOnlyViewSet):
    """Themes."""

    kind = THEMES
    orders = ("code",)


class AreaViewSet(VisibleReadOnlyViewSet):
    """The cross-cutting areas of the Plan."""

    kind = AREAS
    orders = ("code",)


class MeaViewSet(VisibleReadOnlyViewSet):
    """Multilateral environmental agreements and related programmes."""

    kind = MEAS
    orders = ("code",)
