import factory
from factory.django import DjangoModelFactory

from reference.models import Country, Mea, Region, Theme

REGIONS = {
    "africa": ("Africa", "ROA", "Nairobi"),
    "asia-pacific": ("Asia and the Pacific", "ROAP", "Bangkok"),
    "europe": ("Europe", "ROE", "Geneva"),
    "latin-america-caribbean": ("Latin America and the Caribbean", "ROLAC", "Panama City"),
    "north-america": ("North America", "RONA", "Washington, D.C."),
    "west-asia": ("West Asia", "ROWA", "Manama"),
}
COUNTRIES = {
    "KEN": ("KE", "Kenya", "africa"),
    "RWA": ("RW", "Rwanda", "africa"),
    "NPL": ("NP", "Nepal", "asia-pacific"),
    "PER": ("PE", "Peru", "latin-america-caribbean"),
    "YEM": ("YE", "Yemen", "west-asia"),
}
THEMES = {"freshwater": "Freshwater", "chemicals-waste": "Chemicals and waste", "climate-change": "Climate change"}


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "africa"
    name = factory.LazyAttribute(lambda region: REGIONS[region.code][0])
    office_code = factory.LazyAttribute(lambda region: REGIONS[region.code][1])
    office_city = factory.LazyAttribute(lambda region: REGIONS[region.code][2])


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("iso3",)

    iso3 = "KEN"
    iso2 = factory.LazyAttribute(lambda country: COUNTRIES[country.iso3][0])
    name = factory.LazyAttribute(lambda country: COUNTRIES[country.iso3][1])
    region = factory.LazyAttribute(lambda country: RegionFactory(code=COUNTRIES[country.iso3][2]))
    un_status = "UN member State"
    is_un_member = True
    iso_status = "ISO 3166-1"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "freshwater"
    name = factory.LazyAttribute(lambda theme: THEMES[theme.code])


class MeaFactory(DjangoModelFactory):
    class Meta:
        model = Mea
        django_get_or_create = ("code",)

    code = "cbd"
    name = short_name = factory.LazyAttribute(lambda mea: mea.code.upper())
    kind = "convention"
    cluster = "biodiversity"
