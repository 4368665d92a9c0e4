"""How lists of partners, focal points and agreements are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralHidden, SourcedFilter, YesNo
from partners.choices import AgencyKind, AgreementKind, AgreementState, FocalPointKind
from partners.models import Agency, Agreement, FocalPoint
from partners.sockets import agencies_at_work
from reference.models import Country, Mea, Region


class AgencyFilter(SourcedFilter):
    """?kind=un_agency&region=africa&at_work=true."""

    search_fields = ("name", "acronym", "code", "role_in_plan")

    kind = OneOfChoices(label=_("Kind"), choices=AgencyKind.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Country of the seat"), queryset=Country.objects.only("iso3", "name"))
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all())
    at_work = YesNo(label=_("At work"), method="is_at_work", yes=_("In a live project"), no=_("In none"))

    class Meta:
        model = Agency
        fields = []

    def is_at_work(self, queryset, name, value):
        """Takes part in live work, or in none that the reader may see."""
        for at_work in agencies_at_work.ask(self.request.user):
            queryset = queryset.filter(pk__in=at_work) if value else queryset.exclude(pk__in=at_work)
        return queryset


class FocalPointFilter(SourcedFilter):
    """?kind=mea_focal_point&region=africa&mea=cbd. Persons are not searched: who agreed to be named can be read."""

    search_fields = ("post", "code", "subject")

    kind = OneOfChoices(label=_("Kind"), choices=FocalPointKind.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all())
    mea = OneOfRecords(label=_("Treaty"), field_name="meas", queryset=Mea.objects.all())
    host = OneOfRecords(label=_("Host"), to_field_name="code", queryset=Agency.objects.all(), widget=SeveralHidden)

    class Meta:
        model = FocalPoint
        fields = []


class AgreementFilter(SourcedFilter):
    """?kind=mou&state=in_force&partner=ORG-UNEP."""

    search_fields = ("title", "code", "subject")

    kind = OneOfChoices(label=_("Kind"), choices=AgreementKind.choices, widget=SelectOneOf)
    state = OneOfChoices(label=_("State"), choices=AgreementState.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    partner = OneOfRecords(
        label=_("Party"),
        field_name="parties",
        to_field_name="code",
        queryset=Agency.objects.all(),
        widget=SeveralHidden,
    )

    class Meta:
        model = Agreement
        fields = []
