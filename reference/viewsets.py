"""Code lists in the API. They are public, so that there is no sight rule to ask."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reference.filters import CountryFilter, MeaFilter
from reference.models import Country, CrossCuttingArea, Mea, Region, Theme
from reference.serializers import (
    AreaSerializer,
    CountrySerializer,
    MeaSerializer,
    RegionSerializer,
    ThemeSerializer,
)


class CodeListViewSet(VisibleReadOnlyViewSet):
    orders = {"code": ("code",)}

    def visible_rows(self, reader):
        return self.queryset.all()


class CountryViewSet(VisibleReadOnlyViewSet):
    """Countries and areas of ISO 3166-1, with the region in which the Environment Programme counts them."""

    queryset = Country.objects.all()
    serializer_class = CountrySerializer
    filterset_class = CountryFilter
    lookup_field = "iso3"
    orders = {"iso3": ("iso3",)}


class RegionViewSet(CodeListViewSet):
    """The six regions of the Environment Programme, with their offices."""

    queryset = Region.objects.all()
    serializer_class = RegionSerializer


class ThemeViewSet(CodeListViewSet):
    """Fields of work."""

    queryset = Theme.objects.all()
    serializer_class = ThemeSerializer


class AreaViewSet(CodeListViewSet):
    """The cross-cutting areas of the plan."""

    queryset = CrossCuttingArea.objects.all()
    serializer_class = AreaSerializer


class MeaViewSet(VisibleReadOnlyViewSet):
    """Multilateral environmental agreements and related programmes."""

    queryset = Mea.objects.all()
    serializer_class = MeaSerializer
    filterset_class = MeaFilter
    orders = {"code": ("code",)}
