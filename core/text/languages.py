"""The six languages of the United Nations, under the codes that records carry (``zh`` for Chinese)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")


# The interface uses Django's name for the simplified script.
INTERFACE_CODES: dict[str, str] = {Language.CHINESE: "zh-hans"}

# Each by its own name, under the interface's codes.
OWN_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "zh-hans": "中文",
    "ar": "العربية",
}


def interface_code(language: str) -> str:
    """Record language to interface language: ``zh`` to ``zh-hans``, others unchanged."""
    return INTERFACE_CODES.get(language, language)


def record_code(interface_language: str) -> str:
    """Interface language to record language: ``zh-hans`` to ``zh``, others unchanged."""
    return interface_language.split("-")[0]
