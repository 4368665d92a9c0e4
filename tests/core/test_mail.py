"""Letters: written with the act, sent once from their row, put off while the mail server is away."""

import logging
import smtplib
from datetime import timedelta
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from core import audit
from core.jobs import bell, sweeper
from core.jobs.claims import Claim
from core.letters import mail
from core.letters.models import Letter
from core.tasks import forget_letters, send_letter
from core.text.languages import Language
from needs import actions
from tests.factories import AssistanceRequestFactory, UserFactory

LINK = "https://portal.example.org/requests/REQ-T-1/"
HOSTILE = "Rivers\r\nBcc: everybody@office.example\n\nand \u202elakes"


@pytest.fixture(autouse=True)
def portal_address(settings):
    settings.SITE_URL = "https://portal.example.org"


@pytest.fixture(autouse=True)
def quiet_bell(monkeypatch):
    """What was rung for; nothing goes to a broker."""
    heard = []
    monkeypatch.setattr(bell, "ring", lambda task, pk: heard.append((task.name, pk)) or True)
    return heard


@pytest.fixture
def assistance(kenya_government):
    return AssistanceRequestFactory(country=kenya_government.country)


@pytest.fixture
def reader(db):
    return UserFactory(name="Reader", email="reader@office.example")


def written(assistance, *readers, title="Clean rivers"):
    """The letters of an act, to these readers."""
    event = audit.write("request.submitted", assistance, by=None)
    return mail.write("request_submitted", event, readers, link=LINK, words=lambda: facts(title), is_optional=True)


def facts(title="Clean rivers", **further):
    return {"code": "REQ-T-1", "title": title, "country": "Kenya", "whereabouts": "Now with: Kenya."} | further


def compose(language, title="Clean rivers"):
    return mail.compose("request_submitted", language, link=LINK, words=lambda: facts(title), is_optional=True)


class Away(EmailBackend):
    """A mail server that does not take the letter; ``trouble`` is what it does instead."""

    trouble = ConnectionRefusedError("reader@office.example: nobody listens")

    def send_messages(self, messages):
        raise self.trouble


@pytest.fixture
def away(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    return lambda trouble: monkeypatch.setattr(Away, "trouble", trouble)


# Once


def test_a_letter_is_sent_from_its_row_to_one_person(assistance, reader):
    [letter] = written(assistance, reader)
    send_letter(letter.pk)
    [sent] = outbox.outbox
    assert (sent.to, sent.cc, sent.bcc) == ([reader.email], [], [])
    assert sent.subject == "REQ-T-1 submitted: Clean rivers"
    assert sent.body == letter.body
    assert f"\n{LINK}\n" in sent.body
    letter.refresh_from_db()
    assert letter.state == Letter.DONE


def test_a_doubled_message_sends_one_letter(assistance, reader):
    [letter] = written(assistance, reader)
    for _ in range(3):
        send_letter(letter.pk)
    assert len(outbox.outbox) == 1


def test_nobody_gets_two_letters_about_one_act(assistance, reader):
    [letter] = written(assistance, reader)
    with pytest.raises(Exception, match="core_letter_once"), transaction.atomic():
        mail.write("request_returned", letter.event, [reader], link=LINK, words=facts, is_optional=True)


def test_a_worker_that_dies_after_sending_leads_to_the_same_letter_again(assistance, reader, monkeypatch):
    [letter] = written(assistance, reader)
    with monkeypatch.context() as patch:
        patch.setattr(Claim, "finish", lambda held: None)
        patch.setattr(Claim, "give_back", lambda held, reason: None)  # it is dead and notes nothing
        send_letter(letter.pk)
    Letter.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweeper.overdue_rows(Letter) == [letter.pk]
    send_letter(letter.pk)
    first, second = outbox.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]
    assert (first.subject, first.body) == (second.subject, second.body)
    letter.refresh_from_db()
    assert (letter.state, letter.attempt) == (Letter.DONE, 2)


# With the act


def test_the_bell_rings_once_the_act_is_stored(assistance, reader, quiet_bell, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        [letter] = written(assistance, reader)
        assert quiet_bell == []
    assert quiet_bell == [("core.send_letter", letter.pk)]


def test_an_act_that_is_undone_leaves_no_letter(
    assistance, kenya_government, kenya_signatory, quiet_bell, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                actions.hand_over_request(assistance, by=kenya_government)
                assert Letter.objects.count() == 1
                raise RuntimeError("the endpoint fails after the act")
        except RuntimeError:
            pass
    assert not Letter.objects.exists()
    assert quiet_bell == []


def test_muted_acts_tell_nobody(assistance, kenya_government, kenya_signatory):
    with mail.muted():
        actions.hand_over_request(assistance, by=kenya_government)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("columns", [{"is_active": False}, {"email": ""}])
def test_who_was_disabled_meanwhile_gets_no_letter(assistance, reader, columns):
    [letter] = written(assistance, reader)
    type(reader).objects.filter(pk=reader.pk).update(**columns)
    send_letter(letter.pk)
    assert outbox.outbox == []
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (Letter.FAILED, "The account is disabled or has no address.")


def test_letters_are_forgotten_after_a_year(assistance, reader):
    other = UserFactory()
    old, young = written(assistance, reader, other)
    waiting = written(assistance, reader)[0]
    today = timezone.now()
    Letter.objects.filter(pk=old.pk).update(finished_at=today - timedelta(days=366))
    Letter.objects.filter(pk=young.pk).update(finished_at=today - timedelta(days=364))
    forget_letters()
    assert set(Letter.objects.all()) == {young, waiting}


# While the mail server is away


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPRecipientsRefused({"reader@office.example": (451, b"try later")}),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_a_mail_server_that_is_away_puts_the_letter_off(assistance, reader, away, trouble):
    away(trouble)
    [letter] = written(assistance, reader)
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (Letter.QUEUED, "The email could not be passed to the mail server.")
    assert timezone.now() + timedelta(seconds=50) < letter.queued_at < timezone.now() + timedelta(seconds=70)
    assert sweeper.overdue_rows(Letter) == []  # the pause


def test_after_five_attempts_the_letter_failed_with_its_reason(assistance, reader, away, settings):
    [letter] = written(assistance, reader)
    pauses = []
    for _ in range(5):
        send_letter(letter.pk)
        letter.refresh_from_db()
        pauses.append(letter.queued_at - timezone.now())
    assert (letter.state, letter.attempt) == (Letter.FAILED, 5)
    assert letter.last_error == "The email could not be passed to the mail server."
    assert timedelta(hours=9) < pauses[3] < timedelta(hours=11)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_letter(letter.pk)
    assert outbox.outbox == []


def test_an_address_that_the_mail_server_refuses_is_not_tried_again(assistance, reader, away):
    away(smtplib.SMTPRecipientsRefused({reader.email: (550, b"no such person")}))
    [letter] = written(assistance, reader)
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (Letter.FAILED, "The mail server refused the address.")


@pytest.mark.parametrize("code", [451, 550])
def test_no_address_gets_into_the_log(assistance, reader, away, caplog, code):
    away(smtplib.SMTPRecipientsRefused({reader.email: (code, b"<reader@office.example> unknown")}))
    [letter] = written(assistance, reader)
    with caplog.at_level(logging.DEBUG):
        send_letter(letter.pk)
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "core.send_letter" in said
    assert "office.example" not in said
    assert "mail:" not in said  # what the filter of all logs would make of an address


# What goes out


def test_programs_recognise_a_letter_that_was_written_by_a_program(assistance, reader):
    [letter] = written(assistance, reader)
    message = mail.message_of(letter).message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{letter.message_id}@portal.example.org>"
    assert message["Content-Type"] == 'text/plain; charset="utf-8"'
    assert mail.message_of(letter).message()["Message-ID"] == message["Message-ID"]


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "مختبر لنوعية المياه"), ("zh", "水质实验室"), ("fr", "Qualité de l’eau")]
)
def test_a_subject_in_any_writing_goes_out_encoded_and_comes_back_whole(assistance, reader, language, title):
    reader.language = language
    [letter] = written(assistance, reader, title=title)
    message = mail.message_of(letter).message()
    assert message["Subject"].isascii()
    assert "\n" not in message["Subject"].replace("\n ", "")  # folded, as the standard has it
    assert str(make_header(decode_header(message["Subject"]))) == letter.subject
    assert title in letter.subject
    assert title in message.get_payload(decode=True).decode("utf-8")
    assert message["Content-Language"] == {"zh": "zh-hans"}.get(language, language)


def test_a_hostile_title_adds_no_header_and_turns_no_text_round():
    subject, body = compose("en", title=HOSTILE)
    assert subject == "REQ-T-1 submitted: Rivers Bcc: everybody@office.example and lakes"
    assert "“Rivers Bcc: everybody@office.example and lakes”" in body
    assert "\u202e" not in subject + body


def test_a_long_title_is_cut_in_the_subject():
    subject, _body = compose("en", title="river " * 40)
    assert len(subject) == mail.SUBJECT_LENGTH
    assert subject.endswith("…")


def test_titles_are_not_escaped_as_on_pages():
    subject, body = compose("en", title="Rivers & <lakes>")
    assert "Rivers & <lakes>" in subject
    assert "“Rivers & <lakes>”" in body


def test_an_arabic_letter_is_read_from_the_right_and_keeps_its_link_whole():
    _subject, body = compose("ar")
    lines = [line for line in body.splitlines() if line]
    assert LINK in lines
    assert all(line == LINK or (line[0], line[-1]) == ("\u202b", "\u202c") for line in lines)
    assert "\u2068REQ-T-1\u2069" in body


def test_an_arabic_title_is_kept_apart_in_a_letter_from_the_left():
    _subject, body = compose("en", title="مياه")
    assert "“\u2068مياه\u2069”" in body
    assert "\u2068" not in compose("en")[1]


def test_links_never_come_from_the_host_that_a_browser_names(client, kenya_government, kenya_signatory, assistance):
    client.force_login(kenya_government)
    address = f"/requests/{assistance.code}/hand-over/"
    response = client.post(address, headers={"Host": "127.0.0.1"})
    assert response.status_code == 302
    assert f"\nhttps://portal.example.org/requests/{assistance.code}/\n" in Letter.objects.get().body


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize(
    "notice", sorted(path.stem for path in Path("templates/mail").glob("*.txt") if path.stem != "letter")
)
def test_every_letter_can_be_written_in_every_language(notice, language):
    """Also with the translations that are there: a placeholder that one of them lost would show here."""
    names = {"asked": "REQ-T-2", "offer": "OFR-1", "office": "the office", "due_on": "2 Dec 2026", "rating": "4"}
    names |= {"survivor": "REQ-T-3", "symbol": "UNEP/GC.26/4", "year": "2010"}
    names |= {"moment": "today", "device": "a telephone", "network": "192.0.2.0", "role": "Government"}
    subject, body = mail.compose(notice, language, link=LINK, words=lambda: facts(**names), is_optional=True)
    assert subject
    assert "\n" not in subject
    assert body.count(LINK) == 1
    assert "%(" not in subject + body
    assert "\n\n\n" not in body


# The bell


def test_an_act_with_many_letters_waits_once_for_a_silent_broker(monkeypatch):
    monkeypatch.undo()  # the bell itself
    asked = []

    class Silent:
        name = "core.send_letter"

        def apply_async(self, **message):
            asked.append(message)
            raise TimeoutError

    monkeypatch.setattr(bell, "_rests_until", {})
    assert [bell.ring(Silent(), pk) for pk in range(20)] == [False] * 20
    assert len(asked) == 1
    monkeypatch.setattr(bell, "_rests_until", {})
    bell.ring(Silent(), 21)
    assert len(asked) == 2
