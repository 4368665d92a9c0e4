"""How the reader's language writes days, numbers and lists."""

from collections.abc import Iterable
from datetime import date

from babel import Locale
from babel.dates import format_skeleton
from django.utils.translation import get_language, pgettext

BABEL_NAMES = {"en": "en-GB", "zh-hans": "zh-Hans-CN"}


def reader_locale() -> Locale:
    """The conventions of the interface language."""
    language = get_language() or "en"
    return Locale.parse(BABEL_NAMES.get(language, language), sep="-")


def day_in_words(day: date) -> str:
    """``27 Nov 2026``, as the reader's language writes it."""
    return format_skeleton("yMMMd", day, locale=reader_locale())


def separator() -> str:
    """What stands between the items of a list, as in Kenya, Uganda."""
    return pgettext("between the items of a list", ", ")


def listed(items: Iterable[object]) -> str:
    """The items one after the other, as the reader's language lists them."""
    return separator().join(str(item) for item in items)
