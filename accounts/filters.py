"""How the list of tokens is narrowed."""

from django.utils.translation import gettext_lazy as _

from accounts.choices import TokenState
from accounts.models import ApiToken
from core.records.filters import OneOfChoices, RecordFilter, SelectOneOf


class TokenFilter(RecordFilter):
    """?q=register&state=usable."""

    search_fields = ("name", "prefix")

    state = OneOfChoices(label=_("Status"), choices=TokenState.choices, widget=SelectOneOf, method="of_state")

    class Meta:
        model = ApiToken
        fields = []

    def of_state(self, queryset, name, values):
        return queryset.in_states(values) if values else queryset
