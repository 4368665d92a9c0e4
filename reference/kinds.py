"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from reference.filters import CountryFilter, MeaFilter
from reference.models import Country, CrossCuttingArea, Mea, Region, Theme
from reference.serializers import AreaSerializer, CountrySerializer, MeaSerializer, RegionSerializer, ThemeSerializer


def all_of(model):
    """Code lists are public, so that there is no sight rule to ask."""
    return lambda reader: model.objects.all()


COUNTRIES = RecordKind(
    name="countries",
    label=_("Countries"),
    model=Country,
    rows=Country.objects.visible_to,
    serializer=CountrySerializer,
    filterset=CountryFilter,
    key="iso3",
    title="name",
    page="countries:country_list",
    place=Place("main", 10),
    facts="countries",
    open_place=10,
)
REGIONS = RecordKind("regions", Region, all_of(Region), RegionSerializer)
THEMES = RecordKind("themes", Theme, all_of(Theme), ThemeSerializer)
AREAS = RecordKind("areas", CrossCuttingArea, all_of(CrossCuttingArea), AreaSerializer)
MEAS = RecordKind(
    name="meas",
    label=_("Multilateral environmental agreements"),
    model=Mea,
    rows=Mea.objects.visible_to,
    serializer=MeaSerializer,
    filterset=MeaFilter,
    title="name",
    page="meas:mea_list",
    place=Place("more", 50),
    open_place=70,
)

KINDS = (COUNTRIES, REGIONS, THEMES, AREAS, MEAS)
