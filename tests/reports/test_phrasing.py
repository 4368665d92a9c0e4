"""Numbers, dates and messages of the report (docs/design/report.md#numbers-and-dates)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reports.document import Reference, Text, Value
from reports.metrics import Metric
from reports.phrasing import CATALOGUES, MissingWording, Phrasing
from reports.phrasing.messages import MessageError, names, parse
from reports.phrasing.numbers import bind, date_text, digits, num_text, partial_date_text, percent_text, plural_category

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture
def english():
    return Phrasing("en")


def sentence(phrasing, message, **arguments):
    phrasing.messages = {"sentence": message}
    return phrasing.text("sentence", **arguments)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (9, "nine"),
        (10, "10"),
        (999_999, "999,999"),
        (1_200_000, "1.2\u00a0million"),
        (3_000_000, "3\u00a0million"),
        (1_234_567, "1,234,567"),
    ],
)
def test_english_writes_words_below_ten_and_millions_in_words(number, words):
    assert num_text(number, "en") == words


def test_tables_and_series_write_figures():
    assert num_text(3, "en", as_figures=True) == "3"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,082,432.5"),
        ("fr", "1\u202f082\u202f432,5"),
        ("es", "1\u00a0082\u00a0432,5"),
        ("ru", "1\u00a0082\u00a0432,5"),
        ("zh", "1\u00a0082\u00a0432.5"),
        ("ar", "1\u00a0082\u00a0432,5"),
    ],
)
def test_each_language_groups_thousands_in_its_way(language, written):
    assert digits(Decimal("1082432.5"), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "88.3\u00a0per\u00a0cent"),
        ("fr", "88,3\u00a0%"),
        ("es", "88,3\u00a0%"),
        ("ru", "88,3\u00a0процента"),
        ("zh", "88.3%"),
        ("ar", "88,3\u00a0في المائة"),
    ],
)
def test_percentages_in_text(language, written):
    assert percent_text(Decimal("88.3"), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "25\u00a0February 2005"),
        ("fr", "25\u00a0février 2005"),
        ("es", "25\u00a0de febrero de 2005"),
        ("ru", "25\u00a0февраля 2005\u00a0года"),
        ("zh", "2005年2月25日"),
        ("ar", "25\u00a0شباط/فبراير 2005"),
    ],
)
def test_dates_in_six_languages(language, written):
    assert date_text(date(2005, 2, 25), language) == written


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert date_text(date(2005, 3, 1), "fr") == "1er\u00a0mars 2005"


def test_a_partial_date_stays_partial():
    assert [partial_date_text(text, "en") for text in ("", "2009", "2009-10", "2009-10-05")] == [
        "",
        "2009",
        "October\u00a02009",
        "5\u00a0October 2009",
    ]


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("en", "other one other other other other"),
        ("fr", "one one other other other other"),
        ("ru", "many one few many few one"),
        ("ar", "zero one two many few many"),
        ("zh", "other other other other other other"),
    ],
)
def test_plural_categories_follow_the_unicode_rules(language, categories):
    assert [plural_category(number, language) for number in (0, 1, 2, 11, 103, 21)] == categories.split()


def test_arabic_counts_have_the_form_of_their_category():
    assert (plural_category(103, "ar"), plural_category(91, "ar")) == ("few", "many")


def test_a_message_chooses_by_number(english):
    message = "{n, plural, =0 {no requests} one {{n} request} other {{n} requests}}"
    assert [sentence(english, message, n=n) for n in (0, 1, 2, 12)] == [
        "no requests",
        "one request",
        "two requests",
        "12 requests",
    ]


def test_a_series_that_mixes_both_is_all_in_figures(english):
    message = "{a, series} admitted and {b, series} refused, from {c} countries"
    assert sentence(english, message, a=9, b=2, c=3) == "nine admitted and two refused, from three countries"
    assert sentence(english, message, a=14, b=2, c=3) == "14 admitted and 2 refused, from three countries"


def test_a_figure_without_value_chooses_its_own_sentence(english):
    message = "{rate, plural, none {No rate.} other {A rate of {rate}.}}"
    assert sentence(english, message, rate=Metric("M6", None, ())) == "No rate."
    assert sentence(english, message, rate=Metric("M6", Decimal("75.0"), ())) == "A rate of 75.0\u00a0per\u00a0cent."


def test_figures_keep_the_name_of_their_metric(english):
    english.messages = {"sentence": "{n} requests, see {table:requests-by-region}~below"}
    assert english.inlines("sentence", n=Metric("M1", 6, ())) == [
        Value("six", "M1"),
        Text(" requests, see "),
        Reference("table", "requests-by-region"),
        Text("\u00a0below"),
    ]


def test_money_is_in_figures_with_its_unit():
    assert Phrasing("en").number(Metric("M22", Decimal("24.9"), ())) == "$24.9\u00a0million"


@pytest.mark.parametrize(
    ("metric", "printed"),
    [
        (Metric("M1", 1234, ()), "1,234"),
        (Metric("M1", 0, ()), "–"),
        (Metric("M6", None, ()), "–"),
        (Metric("M6", Decimal("0.0"), ()), "0.0"),
        (None, ".."),
    ],
)
def test_signs_in_tables(english, metric, printed):
    assert english.cell(metric) == printed


@pytest.mark.parametrize("message", ["{n", "{n}}", "{n, plural, one {x}}", "{n, plural, other {x}", "{}"])
def test_a_message_that_cannot_be_read_is_refused(message):
    with pytest.raises(MessageError):
        parse(message)


def test_a_missing_argument_or_wording_is_refused(english):
    with pytest.raises(MessageError, match="received"):
        english.inlines("summary-figures", admitted=1, rate=None, period="", cut_off="")
    with pytest.raises(MissingWording, match="no-such-key"):
        english.text("no-such-key")


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_every_message_of_a_language_can_be_read(language):
    for key, message in CATALOGUES[language].items():
        assert names(parse(message)) is not None, key


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_languages_have_the_same_keys_and_arguments(language):
    english, other = CATALOGUES["en"], CATALOGUES[language]
    assert set(other) == set(english)
    for key, message in other.items():
        assert names(parse(message)) == names(parse(english[key])), key


def test_a_language_without_wording_is_refused():
    missing = [language for language in LANGUAGES if language not in CATALOGUES]
    for language in missing:
        with pytest.raises(MissingWording):
            Phrasing(language)


def test_lists_read_as_english(english):
    assert [english.listing(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_typed_text_gets_the_no_break_spaces_of_english():
    typed = (
        "para. 22 (h), paras. 29–36, section IV, table 1, annex I, item 3, 25 February 2005, 35 per cent, $4 million"
    )
    assert bind(typed, "en").replace("\u00a0", "~") == (
        "para.~22~(h), paras.~29–36, section~IV, table~1, annex~I, item~3, 25~February 2005, 35~per~cent, $4~million"
    )
    assert bind("a table in an annex of May 2005", "en") == "a table in an annex of May 2005"


def test_typed_quotation_marks_become_curved():
    assert bind("""the Council's "target" ('35') and ("3")""", "en") == "the Council’s “target” (‘35’) and (“3”)"
