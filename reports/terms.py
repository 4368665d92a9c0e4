"""Fixed words and number signs that the writers print, in six languages (docs/design/report.md#fixed-terms).

English is verified in published documents. Several terms of the other languages await review by the language sections.
"""

from collections.abc import Callable
from dataclasses import dataclass

NO_BREAK_SPACE = "\u00a0"
ROMAN_SIGNS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(number: int) -> str:
    """1 to 3,999 as Roman capitals."""
    signs = ""
    for value, sign in ROMAN_SIGNS:
        signs += sign * (number // value)
        number %= value
    return signs


def small_roman(number: int) -> str:
    return roman(number).lower()


def latin_letter(number: int) -> str:
    """1 to A, 26 to Z, 27 to AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def small_letter(number: int) -> str:
    return latin_letter(number).lower()


def chinese_numeral(number: int) -> str:
    """1 to 99."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    start = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return start + (digits[ones] if ones or not tens else "")


def _from_list(signs: str) -> Callable[[int], str]:
    known = signs.split("|")
    return lambda number: known[number - 1] if number <= len(known) else str(number)


arabic_ordinal = _from_list(
    "الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الحادي عشر|الثاني عشر"
)
arabic_adverb = _from_list("أولاً|ثانياً|ثالثاً|رابعاً|خامساً|سادساً|سابعاً|ثامناً|تاسعاً|عاشراً|حادي عشر|ثاني عشر|ثالث عشر")
arabic_letter_name = _from_list("ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء|كاف|لام")
arabic_letter = _from_list("أ|ب|ج|د|هـ|و|ز|ح|ط|ي|ك|ل|م|ن")


@dataclass(frozen=True)
class Terms:
    """Words of one language. The ``*_form`` strings take the number as ``{}``."""

    united_nations: tuple[str, ...]
    summary: str
    contents: str
    page: str
    annex_form: str
    table_form: str
    figure_form: str
    source: str
    note: str
    status: str
    para_reference: str
    section_reference: str
    annex_reference: str
    table_reference: str
    figure_reference: str
    counted_numeral: Callable[[int], str] = roman  # annexes and figures
    section_numerals: tuple[Callable[[int], str], ...] = (roman, latin_letter, str)
    section_form: str = "{}."
    paragraph_form: str = "{}."
    sub_numerals: tuple[Callable[[int], str], ...] = (small_letter, small_roman)
    sub_forms: tuple[str, ...] = ("({})", "({})")

    def section_sign(self, level: int, number: int) -> str:
        """ "III." at level 1, "B." at level 2."""
        return self.section_form.format(self.section_numerals[level - 1](number))

    def sub_sign(self, depth: int, number: int) -> str:
        """ "(b)" at depth 0, "(ii)" at depth 1."""
        return self.sub_forms[depth].format(self.sub_numerals[depth](number))


TERMS = {
    "en": Terms(
        ("United", "Nations"), "Summary", "Contents", "Page", "Annex\u00a0{}", "Table\u00a0{}", "Figure\u00a0{}",
        "Source:", "Note:", "Status",
        "para.\u00a0{}", "section\u00a0{}", "annex\u00a0{}", "table\u00a0{}", "figure\u00a0{}",
    ),
    "fr": Terms(
        ("Nations", "Unies"), "Résumé", "Table des matières", "Page",
        "Annexe\u00a0{}", "Tableau\u00a0{}", "Figure\u00a0{}", "Source\u00a0:", "Note\u00a0:", "État d’avancement",
        "par.\u00a0{}", "section\u00a0{}", "annexe\u00a0{}", "tableau\u00a0{}", "figure\u00a0{}",
        sub_forms=("{})", "{})"),
    ),
    "es": Terms(
        ("Naciones", "Unidas"), "Resumen", "Índice", "Página", "Anexo\u00a0{}", "Cuadro\u00a0{}", "Figura\u00a0{}",
        "Fuente:", "Nota:", "Situación",
        "párr.\u00a0{}", "sección\u00a0{}", "anexo\u00a0{}", "cuadro\u00a0{}", "figura\u00a0{}",
        sub_forms=("{})", "{})"),
    ),
    "ru": Terms(
        ("Организация", "Объединенных", "Наций"), "Резюме", "Содержание", "Стр.",
        "Приложение\u00a0{}", "Таблица\u00a0{}", "Диаграмма\u00a0{}", "Источник:", "Примечание:", "Положение дел",
        "п.\u00a0{}", "раздел\u00a0{}", "приложение\u00a0{}", "таблица\u00a0{}", "диаграмма\u00a0{}",
        sub_forms=("{})", "{})"),
    ),
    "zh": Terms(
        ("联合国",), "摘要", "目录", "页次", "附件{}", "表{}", "图{}", "资料来源：", "说明：", "现状",
        "第{}段", "第{}节", "附件{}", "表{}", "图{}",
        counted_numeral=chinese_numeral, section_numerals=(chinese_numeral, latin_letter, str),
    ),
    "ar": Terms(
        ("الأمم المتحدة",), "موجز", "المحتويات", "الصفحة",
        "المرفق {}", "الجدول\u00a0{}", "الشكل {}", "المصدر:", "ملاحظة:", "الحالة",
        "الفقرة\u00a0{}", "الفرع {}", "المرفق {}", "الجدول\u00a0{}", "الشكل {}",
        counted_numeral=arabic_ordinal, section_numerals=(arabic_adverb, arabic_letter_name, str),
        section_form="{}\u00a0-", paragraph_form="{}\u00a0-",
        sub_numerals=(arabic_letter, str), sub_forms=("({})", "‘{}’"),
    ),
}  # fmt: skip
