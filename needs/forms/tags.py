"""By what needs, requests and projects are found again: theme, kind of support, treaties, language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text.languages import Language
from reference.models import CapacityType, Mea, Theme


class BoxesField(forms.ModelMultipleChoiceField):
    """Any number of a list, each with a box."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset, **options):
        super().__init__(queryset, required=False, **options)


class CapacityTypesField(BoxesField):
    def __init__(self):
        super().__init__(CapacityType.objects.all(), label=_("Kind of support"))


class MeasField(BoxesField):
    def __init__(self):
        super().__init__(
            Mea.objects.all(), label=_("Multilateral environmental agreements (MEAs) that it helps to implement")
        )


class ThemeField(forms.ModelChoiceField):
    def __init__(self, *, is_missing, **options):
        """``is_missing`` says what to do when none is chosen."""
        wrong = {"invalid_choice": _("Choose a theme from the list."), "required": is_missing}
        super().__init__(
            Theme.objects.all(), label=_("Theme"), empty_label=_("Choose a theme"), error_messages=wrong, **options
        )


class LanguageField(forms.ChoiceField):
    """In which of the six languages a text is written; nobody is refused because of it."""

    def __init__(self, label=None):
        super().__init__(label=label or _("Language of your text"), choices=Language.choices)
