"""How lists are narrowed: one filter set a record, the same on the page and in the API."""

import unicodedata
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

import django_filters as filters
from django import forms
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceIterator, ModelMultipleChoiceField

from core.choices import Origin
from core.errors import BadQuery

LONGEST_SEARCH = 200
MOST_WORDS = 12
YES, NO = _("Yes"), _("No")


class _Several:
    """Reads every value of a parameter that may repeat; empty ones ask for nothing."""

    def value_from_datadict(self, data, files, name):
        return [value for value in data.getlist(name) if value]


class SelectOneOf(_Several, forms.Select):
    """A select for a filter that may repeat: shows the first value and keeps the others as hidden controls.

    Written out here, because a template for each of 250 countries took a third of a list's time.
    """

    def render(self, name, value, attrs=None, renderer=None):
        values = list(value or [""])
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((choice, flatatt({"selected": str(choice) == values[0]}), label) for choice, label in self.choices),
        )
        others = [(name, item) for item in values[1:]]
        further = format_html_join("", '<input type="hidden" name="{}" value="{}">', others)
        attributes = flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name}))
        return format_html("<select{}>{}</select>{}", attributes, options, further)


class SeveralBoxes(_Several, forms.CheckboxSelectMultiple):
    """Boxes, one for each value."""


class SeveralHidden(_Several, forms.MultipleHiddenInput):
    """A filter that is set by links from other pages: the form keeps it, chips show it."""


class _AnyFirst(ModelChoiceIterator):
    """The records to choose from; a select begins with “Any”."""

    def __iter__(self):
        if isinstance(self.field.widget, SelectOneOf):
            yield "", _("Any")
        yield from super().__iter__()


class _RecordsField(ModelMultipleChoiceField):
    iterator = _AnyFirst


class OneOfRecords(filters.ModelMultipleChoiceFilter):
    """``?country=KEN&country=UGA``: records with at least one of them."""

    field_class = _RecordsField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", SelectOneOf)
        super().__init__(*args, **kwargs)

    def filter(self, queryset, value):
        return narrow(queryset, Q((f"{self.field_name}__in", value))) if value else queryset


class OneOfChoices(filters.MultipleChoiceFilter):
    """``?state=active&state=completed``: one of the named values; with ``overlap``, an array that has one of them."""

    def __init__(self, *args, choices, widget=SeveralBoxes, lookup_expr="in", **kwargs):
        offered = [("", _("Any")), *choices] if widget is SelectOneOf else choices
        super().__init__(*args, choices=offered, widget=widget, lookup_expr=lookup_expr, **kwargs)

    def filter(self, queryset, value):
        return narrow(queryset, Q((f"{self.field_name}__{self.lookup_expr}", value))) if value else queryset


class YesNo(filters.TypedChoiceFilter):
    """``true`` or ``false``; anything else is refused."""

    def __init__(self, *args, yes=YES, no=NO, **kwargs):
        choices = [("", _("Any")), ("true", yes), ("false", no)]
        super().__init__(*args, choices=choices, coerce=lambda value: value == "true", empty_value=None, **kwargs)

    def filter(self, queryset, value):
        return queryset if value is None else narrow(queryset, Q((self.field_name, value)))


class RecordFilter(filters.FilterSet):
    """Search in the columns that ``search_fields`` names: every word must occur in one of them."""

    search_fields: tuple[str, ...] = ()

    q = filters.CharFilter(
        label=_("Search"), method="search", max_length=LONGEST_SEARCH, widget=forms.TextInput({"type": "search"})
    )

    def search(self, queryset, name, value):
        return narrow(queryset, words_in(value, self.search_fields))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any(value for name in self.form.fields for value in self.data.getlist(name))


class SourcedFilter(RecordFilter):
    """A filter that also asks where the record comes from."""

    origin = OneOfChoices(label=_("Origin"), choices=Origin.choices, widget=SelectOneOf)

    @classmethod
    def get_filters(cls):
        """The origin is asked last."""
        found = dict(super().get_filters())
        return found | {"origin": found.pop("origin")}


def words_in(text: str, fields) -> Q:
    """Every word of the text occurs in one of the columns, whatever its case. Raises BadQuery for too many words."""
    words = text.split()
    # Counted in their plain form (NFKC), in which one letter may stand for several words.
    number = len(unicodedata.normalize("NFKC", text).split())
    if number > MOST_WORDS:
        raise BadQuery(
            gettext("A search takes %(most)d words at most, and this one has %(number)d. Leave some out.")
            % {"most": MOST_WORDS, "number": number}
        )
    return reduce(and_, (reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words), Q())


def narrow(queryset: QuerySet, condition: Q) -> QuerySet:
    """The rows that meet the condition, each once.

    A condition on rows of which a record may have several is asked in a query of its own: joined, a record would stand
    in the list as often as it has rows that fit.
    """
    if not any(lookup_spawns_duplicates(queryset.model._meta, path) for path in _paths(condition)):
        return queryset.filter(condition)
    found = queryset.model._default_manager.filter(condition)
    return queryset.filter(pk__in=found.order_by().values("pk"))


def _paths(condition: Q) -> Iterator[str]:
    for part in condition.children:
        if isinstance(part, Q):
            yield from _paths(part)
        elif isinstance(part, tuple):
            yield part[0]
