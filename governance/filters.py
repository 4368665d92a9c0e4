"""How lists of governance are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralHidden, SourcedFilter, YesNo
from governance.choices import AskState, BudgetImplication
from governance.models import Reform
from partners.models import Agency


class ReformFilter(SourcedFilter):
    """?state=in_progress&budget=yes&decision=true."""

    search_fields = ("title", "code", "further_context", "decision_evidence")

    state = OneOfChoices(label=_("State"), choices=AskState.choices, widget=SelectOneOf)
    budget = OneOfChoices(
        label=_("Budget implication"),
        field_name="budget_implication",
        choices=BudgetImplication.choices,
        widget=SelectOneOf,
    )
    decision = YesNo(label=_("Needs a Council decision"), field_name="needs_council_decision")
    partner = OneOfRecords(
        label=_("Responsible"),
        field_name="responsible",
        to_field_name="code",
        queryset=Agency.objects.all(),
        widget=SeveralHidden,
    )

    class Meta:
        model = Reform
        fields = []
