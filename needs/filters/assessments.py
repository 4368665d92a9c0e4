"""How lists of assessments are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SourcedFilter
from needs.choices import AssessmentKind, AssessmentState, NeedScope
from needs.models import NeedsAssessment
from reference.models import Country, CountryGroup, Region


class AssessmentFilter(SourcedFilter):
    """?country=KEN&kind=comprehensive&state=adopted."""

    search_fields = ("title", "code", "summary")

    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all())
    group = OneOfRecords(label=_("Group of countries"), field_name="groups", queryset=CountryGroup.objects.all())
    scope = OneOfChoices(label=_("Whose need"), choices=NeedScope.choices, widget=SelectOneOf)
    kind = OneOfChoices(label=_("Kind"), choices=AssessmentKind.choices, widget=SelectOneOf)
    state = OneOfChoices(label=_("State"), choices=AssessmentState.choices, widget=SelectOneOf)

    class Meta:
        model = NeedsAssessment
        fields = []
