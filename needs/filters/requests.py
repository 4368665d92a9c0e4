"""How lists of requests are narrowed."""

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from core.records.filters import (
    OneOfChoices,
    OneOfRecords,
    SelectOneOf,
    SeveralBoxes,
    SeveralHidden,
    SourcedFilter,
    YesNo,
)
from needs.choices import MessageKind, RequestState, Urgency
from needs.models import AssistanceRequest, Message, Need
from needs.service_clock.overdue import over_limit
from reference.models import CapacityType, Country, Mea, Region, Theme


class RequestFilter(SourcedFilter):
    """?country=KEN&theme=freshwater&state=screening&overdue=true."""

    search_fields = ("title", "code", "asked", "note")

    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    theme = OneOfRecords(label=_("Theme"), queryset=Theme.objects.all())
    state = OneOfChoices(label=_("Status"), choices=RequestState.choices, widget=SelectOneOf)
    overdue = YesNo(label=_("Overdue"), method="is_overdue")
    region = OneOfRecords(label=_("Region"), field_name="country__region", queryset=Region.objects.all())
    urgency = OneOfChoices(label=_("Urgency"), choices=Urgency.choices, widget=SelectOneOf)
    capacity_type = OneOfRecords(
        label=_("Kind of support"),
        field_name="capacity_types",
        queryset=CapacityType.objects.all(),
        widget=SeveralBoxes,
    )
    mea = OneOfRecords(label=_("MEA"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)
    need = OneOfRecords(
        label=_("Need"),
        field_name="needs",
        to_field_name="code",
        queryset=lambda request: Need.objects.visible_to(request.user),
        widget=SeveralHidden,
    )

    class Meta:
        model = AssistanceRequest
        fields = []

    def is_overdue(self, queryset, name, value):
        """Over the limit of its state today, by the working days of its own office."""
        return queryset.filter(over_limit()) if value else queryset.exclude(over_limit())


class QueueFilter(RequestFilter):
    """The queue's quick views, besides what narrows every list of requests."""

    VIEWS = [("all", _("All")), ("overdue", _("Overdue")), ("mine", _("Mine")), ("answered", _("Answer received"))]

    view = ChoiceFilter(label=_("View"), choices=VIEWS, widget=forms.HiddenInput, method="in_view")

    def in_view(self, queryset, name, value):
        return queryset.filter(queue_views(self.request.user)[value])


def queue_views(user) -> dict[str, Q]:
    """What each quick view shows: all, those over their limit, one's own, and those whose country has answered."""
    last = Message.objects.filter(assistance=OuterRef("pk")).order_by("-sent_at", "-pk")
    answered = AssistanceRequest.objects.annotate(last_kind=Subquery(last.values("kind")[:1]))
    return {
        "all": Q(),
        "overdue": over_limit(),
        "mine": Q(assigned_to=user.pk),
        "answered": Q(pk__in=answered.filter(last_kind=MessageKind.ANSWER).values("pk")),
    }
