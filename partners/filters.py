"""How lists of partners are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SourcedFilter, YesNo
from partners.choices import AgencyKind
from partners.models import Agency
from partners.sockets import agencies_at_work
from reference.models import Country, Region


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
