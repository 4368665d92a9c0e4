"""How lists of assessments are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.records.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralBoxes, SourcedFilter
from needs.choices import AssessmentKind, AssessmentState, NeedScope
from needs.models import AssessmentNeed, Need, NeedsAssessment
from reference.models import Country, CountryGroup, Region, Theme


class AssessmentFilter(SourcedFilter):
    """?country=KEN&theme=freshwater&kind=stated&state=adopted."""

    search_fields = ("title", "code", "summary")

    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    theme = OneOfRecords(label=_("Theme"), queryset=Theme.objects.all(), method="has_theme")
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region")
    kind = OneOfChoices(label=_("Kind"), choices=AssessmentKind.choices, widget=SelectOneOf)
    state = OneOfChoices(label=_("Status"), choices=AssessmentState.choices)
    scope = OneOfChoices(label=_("Whose needs"), choices=NeedScope.choices)
    group = OneOfRecords(
        label=_("Group of countries"), field_name="groups", queryset=CountryGroup.objects.all(), widget=SeveralBoxes
    )

    class Meta:
        model = NeedsAssessment
        fields = []

    def has_theme(self, queryset, name, values):
        """With a need of the theme that the reader may see."""
        if not values:
            return queryset
        needs = Need.objects.visible_to(self.request.user).filter(theme__in=values)
        return queryset.filter(pk__in=AssessmentNeed.objects.filter(need__in=needs).values("assessment"))

    def in_region(self, queryset, name, values):
        """Of the region itself, or of a country in it."""
        return queryset.filter(Q(region__in=values) | Q(country__region__in=values)) if values else queryset
