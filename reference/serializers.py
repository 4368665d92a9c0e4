"""How code lists and citations stand in the API, and the names that rows of every floor repeat."""

from core.api.fields import NamedField, NameField
from core.api.names import Names
from core.api.serializers import RecordSerializer
from reference.models import (
    CapacityType,
    Citation,
    Country,
    CountryGroup,
    CrossCuttingArea,
    Document,
    GroupMembership,
    Mea,
    Region,
    Sdg,
    Subprogramme,
    Theme,
)

AREAS = Names(CrossCuttingArea)
CAPACITY_TYPES = Names(CapacityType)
COUNTRIES = Names(Country)
DOCUMENTS = Names(Document, name="label")
GROUPS = Names(CountryGroup)
MEAS = Names(Mea)
REGIONS = Names(Region)
SDGS = Names(Sdg)
SUBPROGRAMMES = Names(Subprogramme)
THEMES = Names(Theme)


class SourceSerializer(RecordSerializer):
    """Document and paragraph; ``field`` is empty for the record as a whole."""

    document = NamedField(DOCUMENTS)

    class Meta(RecordSerializer.Meta):
        model = Citation
        fields = ("document", "paragraph", "field", "value", "certainty", "note")


class MembershipSerializer(RecordSerializer):
    """A country's time in a group; an open end means that it lasts."""

    group = NamedField(GROUPS)

    class Meta(RecordSerializer.Meta):
        model = GroupMembership
        fields = ("group", "from_on", "until_on")

    def rows_to_show(self, rows, readers):
        return rows.order_by("group", "pk")


class CountrySerializer(RecordSerializer):
    name = NameField(COUNTRIES)
    region = NamedField(REGIONS)
    memberships = MembershipSerializer(many=True)

    class Meta:
        model = Country
        fields = (
            "iso3",
            "iso2",
            "m49",
            "name",
            "aliases",
            "un_status",
            "is_un_member",
            "region",
            "subregion",
            "capital",
            "latitude",
            "longitude",
            "memberships",
        )


class RegionSerializer(RecordSerializer):
    name = NameField(REGIONS)
    office_country = NamedField(COUNTRIES)

    class Meta:
        model = Region
        fields = ("code", "name", "office_code", "office_city", "office_country")


class ThemeSerializer(RecordSerializer):
    name = NameField(THEMES)

    class Meta:
        model = Theme
        fields = ("code", "name", "position")


class AreaSerializer(RecordSerializer):
    name = NameField(AREAS)

    class Meta:
        model = CrossCuttingArea
        fields = ("code", "name", "position")


class MeaSerializer(RecordSerializer):
    name = NameField(MEAS)
    parent = NamedField(MEAS)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Mea
        fields = (
            "code",
            "name",
            "short_name",
            "official_name",
            "kind",
            "parent",
            "cluster",
            "scope",
            "area",
            "adopted_on",
            "adopted_at_place",
            "in_force_on",
            "depositary",
            "secretariat",
            "secretariat_city",
            "is_unep_administered",
            "url",
            "informea_id",
            "parties",
            "parties_as_of",
            "parties_confidence",
            "status_in_text",
            "languages",
            "note",
            "origin",
            "sources",
        )
