"""Amounts of money as people write them in the six languages, their currencies, and shares."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SPACES = re.compile(r"[\s\u00a0\u202f']")
THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")
ARABIC_SIGNS = str.maketrans("٬٫", ",.")


CURRENCIES = ["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "NOK", "SEK", "DKK", "CAD", "AUD"]


class CurrencyField(forms.ChoiceField):
    """One of the common currencies, or the one that stands on record already."""

    def __init__(self):
        super().__init__(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial=CURRENCIES[0])

    def get_bound_field(self, form, field_name):
        kept = form.get_initial_for_field(self, field_name)
        if kept and kept not in CURRENCIES:
            self.choices = [*self.choices, (kept, kept)]
        return super().get_bound_field(form, field_name)


class ShareField(forms.DecimalField):
    """A share in per cent."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter the share in per cent as a number, for example 20."),
        "min_value": _("Enter a share between 0 and 100 per cent."),
        "max_value": _("Enter a share between 0 and 100 per cent."),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False, **kwargs)

    def prepare_value(self, value):
        """A share on record without its needless zeros; what was typed as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class AmountField(forms.DecimalField):
    """Takes 180000, 180,000, 180 000, 180.000,50 and Arabic digits."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter the amount in figures, for example 180,000."),
        "min_value": _("Enter an amount of zero or more."),
        "max_digits": _("This amount is too large. Check the figure."),
        "max_whole_digits": _("This amount is too large. Check the figure."),
        "max_decimal_places": _("Enter at most two decimal places."),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_digits=16, decimal_places=2, **kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return read_amount(str(value))
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value):
        """An amount on record without its needless zeros; what was typed as it was typed."""
        if isinstance(value, Decimal):
            return f"{value:.2f}".removesuffix(".00")
        return value


def read_amount(text: str) -> Decimal:
    """The amount that somebody wrote. Raises InvalidOperation for what is none.

    Three digits after each sign are thousands; otherwise the last sign stands before the decimals.
    """
    text = SPACES.sub("", text.translate(ARABIC_SIGNS))
    if THOUSANDS.fullmatch(text) and not {".", ","} <= set(text):
        text = text.replace(",", "").replace(".", "")
    whole, sign, decimals = _split(text)
    number = Decimal(whole.replace(",", "").replace(".", "") + sign + decimals)
    if not number.is_finite() or "e" in text.lower():
        raise InvalidOperation(text)
    return number


def _split(text: str) -> tuple[str, str, str]:
    place = max(text.rfind("."), text.rfind(","))
    return (text[:place], ".", text[place + 1 :]) if place >= 0 else (text, "", "")
