"""One letter, one reader, one language: written with the act that it tells of, sent from its row by a worker.

Letters are plain text. They name records by code and title and carry no other text that people wrote; whoever wants to
read on follows the one link. A mail server that is away delays letters, never acts.
"""

import logging
import re
import smtplib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core import jobs
from core.letters.models import Letter
from core.text.languages import Language, interface_code

logger = logging.getLogger(__name__)

_muted: ContextVar[bool] = ContextVar("letters_muted", default=False)

SUBJECT_LENGTH = 150
# Before the second, third, fourth and fifth attempt: a mail server may be away for a night.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=10))
KEPT = timedelta(days=365)
# Stored in English on the row, as the reasons of every job.
SERVER_AWAY = _("The email could not be passed to the mail server.")
ADDRESS_REFUSED = _("The mail server refused the address.")
NOBODY_THERE = _("The account is disabled or has no address.")

RIGHT_TO_LEFT = {"R", "AL"}
BIDI_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


@contextmanager
def muted() -> Iterator[None]:
    """Acts done in here tell nobody: invented ones of the past would fill real letter boxes."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


def write(
    notice: str, event, readers: Iterable, *, link: str, words: Callable[[], Mapping[str, str]], is_optional: bool
) -> list[Letter]:
    """A letter about the act for each reader, within the act's transaction; workers send them after it.

    ``words`` is asked once per language, under that language. ``is_optional``: readers may do without such letters.
    """
    if _muted.get():
        return []
    readers_of = defaultdict(list)
    for reader in readers:
        readers_of[reader.language].append(reader)
    letters = []
    for language, people in readers_of.items():
        subject, body = compose(notice, language, link=link, words=words, is_optional=is_optional)
        letters += [
            Letter(event=event, recipient=person, notice=notice, language=language, subject=subject, body=body)
            for person in people
        ]
    Letter.objects.bulk_create(letters)
    for letter in letters:
        jobs.enqueue(letter)
    return letters


def compose(
    notice: str, language: str, *, link: str, words: Callable[[], Mapping[str, str]], is_optional: bool
) -> tuple[str, str]:
    """Subject and text of ``templates/mail/<notice>.txt`` in this language; its first line is the subject."""
    is_arabic = language == Language.ARABIC
    with translation.override(interface_code(language)):
        told = {name: apart(one_line(value), is_arabic) for name, value in words().items()}
        context = Context(told | {"link": link, "is_optional": is_optional}, autoescape=False)
        text = Engine.get_default().get_template(f"mail/{notice}.txt").render(context)
    subject, *lines = (line.strip() for line in text.strip().splitlines())
    if is_arabic:
        lines = [line if line == link else from_right(line) for line in lines]
    return Truncator(subject).chars(SUBJECT_LENGTH), paragraphs(lines)


def address(record) -> str:
    """The record's page, seen from outside; never built from a request's Host."""
    return f"{settings.SITE_URL.rstrip('/')}{record.get_absolute_url()}"


def one_line(text: str) -> str:
    """The text without line breaks, control characters and marks of direction: safe in a header."""
    printable = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(printable.translate(BIDI_CONTROLS).split())


def apart(text: str, is_arabic: bool) -> str:
    """The text between marks that keep it apart when it runs against the letter's direction (as ``bdi`` on pages)."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    first = next((direction for direction in directions if direction in RIGHT_TO_LEFT or direction == "L"), None)
    runs_against = first is not None and (first in RIGHT_TO_LEFT) != is_arabic
    return f"\u2068{text}\u2069" if runs_against else text


def from_right(line: str) -> str:
    """A line that is read from the right also by programs that know only lines from the left."""
    return f"\u202b{line}\u202c" if line else line


def paragraphs(lines: Iterable[str]) -> str:
    """The lines with one empty line between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def send(held: jobs.Claim) -> None:
    """Send the letter of this row. A worker that dies between sending and noting it leads to the same letter again."""
    letter = cast(Letter, held.record)
    reader = letter.recipient
    if not (reader.is_active and reader.email):
        raise jobs.JobRefused(NOBODY_THERE)
    deliver(held, message_of(letter))


def deliver(held: jobs.Claim, message: EmailMessage) -> None:
    """Hand the message of this row to the mail server, now or later."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= 500 for code, _reply in refusal.recipients.values()):
            raise jobs.JobRefused(ADDRESS_REFUSED) from None
        put_off(held, refusal)
    except (smtplib.SMTPException, OSError) as trouble:
        put_off(held, trouble)
    else:
        held.finish()


def put_off(held: jobs.Claim, trouble: Exception) -> None:
    """Try again later; the log names the kind of trouble only, because a server's answer may repeat the address."""
    logger.warning("%s %s: not sent (%s).", held.record.task_name, held.record.pk, type(trouble).__name__)
    held.give_back(SERVER_AWAY, pause=PAUSES[min(held.attempt, len(PAUSES)) - 1])


def forget() -> None:
    """Letters are kept for a year, whether they were sent or not; the audit keeps the acts of which they told."""
    Letter.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it goes out; the same at each attempt."""
    headers = {
        "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": interface_code(letter.language),
    }
    return EmailMessage(letter.subject, letter.body, to=[letter.recipient.email], headers=headers)
