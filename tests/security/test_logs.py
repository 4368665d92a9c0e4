"""Nothing secret or personal gets into a log line, and no input makes a line of its own."""

import io
import json
import logging

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from core.http import logs

PASSWORD = "heron over nine 'quiet' rivers"
EMAIL = "ama.diallo@ministry.example"
TOKEN = "bsp_Ab12Cd34_" + "Zz9" * 14 + "q"
SESSION = "s3ss10nk3yoftheperson0000000001"
PLANTED = ("heron", "quiet", "rivers", EMAIL, TOKEN, TOKEN[13:], SESSION, "kingfisher", "QWRhOmtpbmdmaXNoZXI")


@pytest.fixture
def lines():
    """What the portal's own handler writes, of all loggers and levels, while a test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.ScrubFilter())
    handler.setFormatter(logs.JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)

    def written() -> list[str]:
        return stream.getvalue().splitlines()

    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def person(db):
    return User.objects.create_user(EMAIL, PASSWORD, name="Ama Diallo", role=Role.SECRETARIAT)


def found(lines) -> set[str]:
    """The planted words that got into the log."""
    return {word for word in PLANTED for line in lines if word in line or word in str(json.loads(line))}


def broken_page(*_arguments):
    """A page that fails with secrets in its message, as a driver's or a library's message might hold them."""
    raise RuntimeError(f"password={PASSWORD!r} for {EMAIL}\nAuthorization: Bearer {TOKEN}\nsessionid={SESSION}")


def test_requests_with_secrets_leave_none_in_the_log(client, person, lines, monkeypatch):
    client.raise_request_exception = False
    client.cookies["sessionid"] = SESSION
    headers = {"Authorization": f"Bearer {TOKEN}"}
    asked = {"q": "kingfisher", "token": TOKEN, "email": EMAIL, "password": PASSWORD}
    client.post("/accounts/sign-in/", {"username": EMAIL, "password": PASSWORD + "!"})
    client.post("/accounts/sign-in/", {"username": EMAIL, "password": PASSWORD})
    for address in ("/search/", "/needs/NEED-404/", "/reports/order/", "/api/v1/requests/", "/api/v1/needs/"):
        client.get(address, asked, headers=headers)
        client.post(address, asked, headers=headers)
    client.get("/search/?q=kingfisher", headers={"Host": f"elsewhere.example\r\npassword={SESSION}"})
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", broken_page)
    assert client.get("/?layer=projects", headers=headers).status_code == 500
    written = lines()
    assert any("RuntimeError" in line for line in written)
    assert any("/needs/NEED-404/" in line for line in written)
    assert found(written) == set()


@pytest.mark.parametrize(
    "message",
    [
        f"password={PASSWORD!r}",
        f'{{"password": "{PASSWORD}", "next": "/"}}',
        f"{{'password': \"{PASSWORD}\"}}",
        f"new_password1={PASSWORD!r}",
        f"Authorization: Bearer {TOKEN}",
        "Authorization: Basic QWRhOmtpbmdmaXNoZXI=",
        "authorization: token kingfisher",
        f"the token {TOKEN} was sent",
        f"Cookie: sessionid={SESSION}; __Host-csrftoken=kingfisher; other=kingfisher",
        f"Set-Cookie: __Host-sessionid={SESSION}; HttpOnly; Path=/",
        "csrfmiddlewaretoken=kingfisher&code=kingfisher",
        "reset key: kingfisher",
        "postgres://bsp_app:kingfisher@db:5432/bsp is not reachable",
        "redis://:kingfisher@redis:6379/0",
        "SECRET_KEY=kingfisher",
        f"mail to <{EMAIL}> and {EMAIL.upper()} was refused",
        "GET /search/?q=kingfisher&page=2 took long",
        "GET '/search/?q=it's-kingfisher's&page=2'",
    ],
)
def test_a_message_is_written_without_what_it_must_not_hold(lines, message):
    logger = logging.getLogger("portal.test")
    logger.warning(message)
    logger.warning("%s", message)
    try:
        raise ValueError(message)
    except ValueError:
        logger.exception("failed")
    assert len(lines()) == 3
    assert found(lines()) == set()
    assert EMAIL.upper() not in "".join(lines())


def test_what_helps_to_find_a_fault_is_kept(lines):
    logging.getLogger("portal.test").warning("GET /needs/?country=KEN&page=2 answered 404 for %s", EMAIL)
    message = json.loads(lines()[0])["message"]
    assert message.startswith("GET /needs/?country&page answered 404 for mail:")
    logging.getLogger("portal.test").warning("again %s", EMAIL)
    assert json.loads(lines()[1])["message"].split()[-1] == message.split()[-1]


@pytest.mark.parametrize(
    "sign",
    ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\x1b[2K", "\u202e"],
)
def test_no_input_breaks_a_line(lines, sign):
    forged = f'NEED-1{sign}{{"level": "info", "message": "all is well"}}'
    logging.getLogger("portal.test").warning("no such record: %s", forged)
    assert len(lines()) == 1
    line = lines()[0]
    assert json.loads(line)["message"] == f"no such record: {forged}"
    assert line.isascii()
    assert line.isprintable()


def test_half_a_character_is_written_as_its_number():
    """Formatted here and not logged: the test runner itself cannot pass such a text on."""
    record = logging.LogRecord("portal.test", logging.WARNING, "", 0, "no such record: %s", ("\ud800",), None)
    logs.ScrubFilter().filter(record)
    line = logs.JsonFormatter().format(record)
    assert line.isascii()
    assert json.loads(line)["message"] == "no such record: \ud800"


def test_an_address_with_line_breaks_is_one_line(client, db, lines):
    client.get("/needs/a%0Ab%0D%0Ac/")
    assert [json.loads(line)["level"] for line in lines()].count("warning") == 1


def test_a_refused_request_is_told_without_what_was_sent(client, db, lines):
    strict = Client(enforce_csrf_checks=True)
    client.get("/kingfisher/")
    client.get("/reports/a kingfisher, two kingfishers/")
    client.get("/needs/", headers={"Host": "kingfisher.example"})
    client.get("/needs/", headers={"HX-Current-URL": "http://[kingfisher"})
    client.generic("KINGFISHER", "/needs/")
    strict.post("/accounts/sign-in/", headers={"Origin": "https://kingfisher.example"})
    told = [json.loads(line)["message"] for line in lines() if '"django.' in line]
    assert told == [
        "404 Not Found: GET an address that is not shown",
        "404 Not Found: GET reports/<str:code>/",
        "400 Bad Request: GET an address that is not shown",
        "400 Bad Request: GET an address that is not shown",
        "405 Method Not Allowed: another method /needs/",
        "403 Forbidden: POST /accounts/sign-in/",
    ]
    assert not any("kingfisher" in line.lower() for line in lines())


def test_a_fault_is_one_line_with_its_request_and_its_cause(client, db, lines, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", lambda *_: 1 / 0)
    answered = client.get("/")
    (line,) = [json.loads(line) for line in lines() if "ZeroDivisionError" in line]
    assert line["request_id"] == answered["X-Request-Id"]
    assert line["level"] == "error"
    assert set(line) == {"time", "level", "logger", "message", "request_id", "exception"}
    assert line["time"].endswith("+00:00")


def test_a_message_that_does_not_fit_its_words_harms_nobody():
    record = logging.LogRecord("portal", logging.INFO, "file", 1, "%d requests of %s", ("no number", EMAIL), None)
    assert logs.ScrubFilter().filter(record)
    message = json.loads(logs.JsonFormatter().format(record))["message"]
    assert "requests" in message
    assert EMAIL not in message


def test_the_settings_send_every_logger_through_the_filter(settings):
    (name,) = settings.LOGGING["root"]["handlers"]
    handler = settings.LOGGING["handlers"][name]
    assert (handler["formatter"], handler["filters"]) == ("json", ["scrub"])
    assert all("handlers" not in logger for logger in settings.LOGGING.get("loggers", {}).values())
    portal = [found for found in logging.getLogger().handlers if isinstance(found.formatter, logs.JsonFormatter)]
    assert portal
    assert all(any(isinstance(one, logs.ScrubFilter) for one in handler.filters) for handler in portal)


# Teeth


def test_without_its_own_words_a_refusal_tells_what_was_sent(client, db, lines, monkeypatch):
    monkeypatch.setattr(logs, "tell_answer", lambda record: None)
    client.get("/needs/", headers={"Host": "kingfisher.example"})
    assert any("kingfisher" in line for line in lines())


def test_without_the_filter_the_planted_words_are_found(client, person, lines, monkeypatch):
    monkeypatch.setattr(logs, "scrub", lambda text: text)
    with pytest.raises(AssertionError):
        test_requests_with_secrets_leave_none_in_the_log(client, person, lines, monkeypatch)
    assert {"heron", EMAIL, TOKEN, SESSION} <= found(lines())
