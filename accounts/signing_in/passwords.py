"""Which passwords are too easy to guess (docs/design/security.md#signing-in).

The estimate is zxcvbn's, which knows common passwords, words, names, dates, sequences and keyboards. Beside it a
password must be hard to guess without the words that everybody would try here: the person's own and the portal's.
"""

import re
import unicodedata

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from zxcvbn_rs_py import Entropy, zxcvbn

from accounts.hooks import agency_names
from accounts.models import User

ENOUGH = 8  # a hundred million guesses: “safely unguessable” in the words of zxcvbn
LONGEST_JUDGED = 32  # the time that an estimate takes grows with the square; what follows may only make it harder

# What a guesser of this portal tries, in its languages: whose it is, what it is about, and “password”.
PORTAL_WORDS = """
    bsp bali strategic plan portal unep united nations environment programme program nairobi capacity building
    technology support secretariat council password welcome
    nations unies environnement renforcement capacites technologie secretariat conseil motdepasse passe bienvenue
    naciones unidas pnuma ambiente programa capacidades tecnologia secretaria consejo contrasena clave bienvenido
    организация объединенных объединенные наций нации оон юнеп окружающая среда программа план бали секретариат
    совет пароль йцукен
    联合国 环境 规划署 巴厘 战略 计划 能力 技术 秘书处 理事会 密码 口令
    الأمم المتحدة برنامج البيئة بالي خطة استراتيجية الأمانة مجلس كلمة السر المرور
""".split()
SHORTEST_OWN = 3

TOO_WEAK = _("Choose a password that is harder to guess.")
OWN_WORDS = _(
    "Choose a password that does not consist mainly of your name, email address, country or agency, or of words of "
    "this portal."
)
COMMON = _("Choose another password. This one is among those that are guessed first, or is similar to one of them.")
KEYS = _("Choose a password that does not consist mainly of neighbouring keys.")
REPEATS = _("Choose a password that does not consist mainly of the same characters or words repeated.")
SEQUENCE = _("Choose a password that does not consist mainly of a sequence such as abc or 6543.")
DATE = _("Choose a password that does not consist mainly of a date or a year.")
NAMES = _("Choose a password of more than one word or name.")
REASONS = (
    (KEYS, {"StraightRowsOfKeysAreEasyToGuess", "ShortKeyboardPatternsAreEasyToGuess"}),
    (REPEATS, {"RepeatsLikeAaaAreEasyToGuess", "RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess"}),
    (
        COMMON,
        {
            "ThisIsATop10Password",
            "ThisIsATop100Password",
            "ThisIsACommonPassword",
            "ThisIsSimilarToACommonlyUsedPassword",
        },
    ),
    (SEQUENCE, {"SequencesLikeAbcAreEasyToGuess"}),
    (DATE, {"RecentYearsAreEasyToGuess", "DatesAreOftenEasyToGuess"}),
    (
        NAMES,
        {
            "AWordByItselfIsEasyToGuess",
            "NamesAndSurnamesByThemselvesAreEasyToGuess",
            "CommonNamesAndSurnamesAreEasyToGuess",
        },
    ),
)


class StrengthValidator(CommonPasswordValidator):
    """Named in the settings, so that it judges every password that is chosen or set, and says why one is refused."""

    def validate(self, password: str, user: User | None = None) -> None:
        if reason := self.weakness_of(password, user):
            raise ValidationError(reason, code="password_too_easy")

    def weakness_of(self, password: str, user: User | None):
        """What makes this password easy to guess; nothing if it is hard."""
        if password.lower().strip() in self.passwords:
            return COMMON
        text = plain(password)[:LONGEST_JUDGED]
        words = sorted({plain(word) for word in [*PORTAL_WORDS, *own_words(user)]}, key=len, reverse=True)
        rest = re.sub("|".join(map(re.escape, words)), "", text, flags=re.IGNORECASE)
        estimate = zxcvbn(text)
        if estimate.guesses_log10 < ENOUGH:
            return reason_of(estimate) or (OWN_WORDS if rest != text else TOO_WEAK)
        if min(zxcvbn(rest).guesses_log10, zxcvbn(text, words).guesses_log10) < ENOUGH:
            return OWN_WORDS
        return None

    def get_help_text(self):
        return TOO_WEAK


def reason_of(estimate: Entropy):
    """What zxcvbn has found, in our words."""
    weakness = repr(estimate.feedback and estimate.feedback.warning).removeprefix("Warning.")
    return next((reason for reason, weaknesses in REASONS if weakness in weaknesses), None)


def own_words(user: User | None) -> list[str]:
    """The words in the person's address, name, country, region and agency, in all languages of the portal."""
    if user is None:
        return []
    texts = [user.email, user.name, *_names(user.country), *_names(user.region)]
    if user.pk:
        texts += agency_names([user]).values()
    return [word for text in texts for word in re.split(r"[\W_]+", text) if len(word) >= SHORTEST_OWN]


def _names(place) -> list[str]:
    fields = [build_localized_fieldname("name", language) for language in settings.MODELTRANSLATION_LANGUAGES]
    return [getattr(place, field) or "" for field in fields] if place else []


def plain(text: str) -> str:
    """The text without accents and in ordinary letters: “ｃｏｎｔｒａｓｅñａ” is guessed as “contrasena”."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
