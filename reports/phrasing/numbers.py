"""Numbers, dates and plural categories in six languages (docs/design/report.md#numbers-and-dates)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
NIL, UNAVAILABLE = "–", ".."
MILLION = 1_000_000

_EN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EN_MONTHS = "January February March April May June July August September October November December".split()
_FR_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_ES_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_RU_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_AR_MONTHS = (
    "كانون الثاني/يناير|شباط/فبراير|آذار/مارس|نيسان/أبريل|أيار/مايو|حزيران/يونيه|تموز/يوليه|آب/أغسطس|"
    "أيلول/سبتمبر|تشرين الأول/أكتوبر|تشرين الثاني/نوفمبر|كانون الأول/ديسمبر"
).split("|")


def _plural_two(number: int | Decimal) -> str:
    return "one" if number == 1 and isinstance(number, int) else "other"


def _plural_french(number: int | Decimal) -> str:
    return "one" if -2 < number < 2 else "other"


def _plural_russian(number: int | Decimal) -> str:
    if not isinstance(number, int):
        return "other"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


def _plural_arabic(number: int | Decimal) -> str:
    if not isinstance(number, int):
        return "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if 11 <= rest <= 99 else "other"


def _plural_chinese(_number: int | Decimal) -> str:
    return "other"


@dataclass(frozen=True)
class NumberForm:
    """How one language writes numbers and dates; ``date_form`` takes day, month and year."""

    thousands: str
    point: str
    percent_form: str
    months: tuple[str, ...]
    date_form: str
    plural: Callable[[int | Decimal], str]
    small_numbers: tuple[str, ...] = ()
    million_form: str = ""
    first_of_month: str = ""


FORMS = {
    "en": NumberForm(
        ",",
        ".",
        "{}\u00a0per\u00a0cent",
        tuple(_EN_MONTHS),
        "{d}\u00a0{m} {y}",
        _plural_two,
        _EN_WORDS,
        "{}\u00a0million",
    ),
    "fr": NumberForm(
        NARROW_NO_BREAK, ",", "{}\u00a0%", tuple(_FR_MONTHS), "{d}\u00a0{m} {y}", _plural_french, (), "", "1er"
    ),
    "es": NumberForm(NO_BREAK, ",", "{}\u00a0%", tuple(_ES_MONTHS), "{d}\u00a0de {m} de {y}", _plural_two),
    "ru": NumberForm(
        NO_BREAK, ",", "{}\u00a0процента", tuple(_RU_MONTHS), "{d}\u00a0{m} {y}\u00a0года", _plural_russian
    ),
    "zh": NumberForm(NO_BREAK, ".", "{}%", tuple(map(str, range(1, 13))), "{y}年{m}月{d}日", _plural_chinese),
    "ar": NumberForm(NO_BREAK, ",", "{}\u00a0في المائة", tuple(_AR_MONTHS), "{d}\u00a0{m} {y}", _plural_arabic),
}  # Arabic versions use European digits


def digits(number: int | Decimal, language: str) -> str:
    """1082432.5 to "1,082,432.5" in English; the decimals that the number carries are kept."""
    form = FORMS[language]
    grouped = f"{number:,}" if isinstance(number, int) else f"{number:,f}"
    return grouped.replace(",", "\0").replace(".", form.point).replace("\0", form.thousands)


def num_text(number: int, language: str, *, as_figures: bool = False) -> str:
    """A count in running text. English: words below ten, figures to 999,999, "1.2 million" above."""
    form = FORMS[language]
    if not as_figures and 0 <= number < len(form.small_numbers):
        return form.small_numbers[number]
    if form.million_form and number >= MILLION and number % (MILLION // 10) == 0:
        return form.million_form.format(digits(Decimal(number) / MILLION, language).removesuffix(f"{form.point}0"))
    return digits(number, language)


def percent_text(number: int | Decimal, language: str) -> str:
    """A percentage in running text, always in figures."""
    return FORMS[language].percent_form.format(digits(number, language))


def date_text(day: date, language: str) -> str:
    """ "25 February 2005" in the words of the language."""
    form = FORMS[language]
    number = form.first_of_month if day.day == 1 and form.first_of_month else str(day.day)
    return form.date_form.format(d=number, m=form.months[day.month - 1], y=day.year)


def partial_date_text(partial: str, language: str) -> str:
    """ "2009", "2009-10" or "2009-10-05" in words; an empty string stays empty."""
    parts = partial.split("-") if partial else []
    if len(parts) == 3:
        return date_text(date.fromisoformat(partial), language)
    if len(parts) == 2:
        month = FORMS[language].months[int(parts[1]) - 1]
        return f"{parts[0]}年{month}月" if language == "zh" else f"{month}{NO_BREAK}{parts[0]}"
    return partial


_BOUND = {
    "en": re.compile(
        r"(?<=\bpara\.) (?=\d)|(?<=\bparas\.) (?=\d)|(?<=\bsect\.) (?=[IVX\d])|(?<=\bsects\.) (?=[IVX\d])"
        r"|(?<=\b[Tt]able) (?=\d)|(?<=\b[Ff]igure) (?=[IVX])|(?<=\b[Aa]nnex) (?=[IVX])|(?<=\b[Ss]ection) (?=[IVX])"
        r"|(?<=\b[Ii]tem) (?=\d)|(?<=\b[Ii]tems) (?=\d)|(?<=\d) (?=(?:" + "|".join(_EN_MONTHS) + r")\b)"
        r"|(?<=\d) (?=(?:per|million|billion)\b)|(?<=\bper) (?=cent\b)|(?<=\d) (?=\([a-z]\))"
    )
}


_OPENING_QUOTE = re.compile(r"(?<!\S)([\"'])(?=\S)|(?<=[(\[])([\"'])(?=\S)")


def bind(text: str, language: str) -> str:
    """Typed text with the no-break spaces and the curved quotation marks of the editorial rules (2.3 and 2.4)."""
    if language not in _BOUND:
        return text
    text = _OPENING_QUOTE.sub(lambda quote: "“" if '"' in quote.group() else "‘", text)
    return _BOUND[language].sub(NO_BREAK, text.replace('"', "”").replace("'", "’"))


def plural_category(number: int | Decimal, language: str) -> str:
    """The plural category of the Unicode locale data: zero, one, two, few, many or other."""
    return FORMS[language].plural(number)
