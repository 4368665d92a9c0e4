"""Headers, cookies, deployment check and start of an installation (docs/design/security.md#headers-and-settings)."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from core.http.middleware import ResponseHeadersMiddleware
from core.pdf import printing
from tests.access import Cell, address_of, cells

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAME_FOR_ALL = {"api:catalogue", "api:schema"}  # hold nothing that depends on the reader
# What a page may not hold under this policy: script and style of its own, handlers, and things of other hosts.
INLINE = re.compile(r"<script(?![^>]* src=)|<style|<[^>]+\sstyle=|<[^>]+\son\w+\s*=|javascript:", re.IGNORECASE)
FOREIGN = re.compile(
    r"<(?:script|link|img|iframe|form|source)[^>]+(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE
)
SECRET = "Zq8xN2vL5cT1wR7yU4pK9mJ3hG6fD0sAeXbVnQzWtYrUiOpLkJ"
PRODUCTION = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "DATABASE_URL": "postgres://bsp_app:nightjar@database.example.org/bsp",
    "REDIS_URL": "redis://:nightjar@queue.example.org:6379/0",
    "DJANGO_SETTINGS_MODULE": "bsp_portal.settings",
    "TRUSTED_PROXIES": "1",
}


def first_cells(actor: str) -> list[Cell]:
    """For each endpoint and method the first record of the table, as this actor knocks."""
    found = {}
    for cell in cells():
        if cell.actor == actor:
            found.setdefault((cell.endpoint, cell.method), cell)
    return list(found.values())


def complaints(client: Client, cell: Cell, *, signed_in: bool) -> list[str]:
    """What the answer at one endpoint lacks."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(cell.method, address_of(cell, cell.record))
        page = response.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
    wanted = dict(ALWAYS)
    is_open = cell.endpoint in SAME_FOR_ALL or cell.endpoint.startswith("api:") and not signed_in
    if is_open and response.get("Access-Control-Allow-Origin") == "*":
        wanted["Cross-Origin-Resource-Policy"] = "cross-origin"  # what visitors may read, pages elsewhere may, too
    elif "Access-Control-Allow-Origin" in response:
        wanted["Access-Control-Allow-Origin"] = None
    wanted["Access-Control-Allow-Credentials"] = None
    found = [f"{name}: {response.get(name)}" for name, value in wanted.items() if response.get(name) != value]
    if set(response.get("Content-Security-Policy", "").split("; ")) != POLICY:
        found.append(f"Content-Security-Policy: {response.get('Content-Security-Policy')}")
    if not response.get("Permissions-Policy") or not response.get("X-Request-Id"):
        found.append("no Permissions-Policy or X-Request-Id")
    if "Server" in response or "X-Powered-By" in response:
        found.append("the answer names its software")
    # Signing out ends what must not be kept; its answer is a visitor's.
    if signed_in and cell.endpoint != "accounts:sign_out":
        if response.get("Cache-Control") != "private, no-store":
            found.append(f"Cache-Control: {response.get('Cache-Control')}")
        if "Cookie" not in response.get("Vary", ""):
            found.append(f"Vary: {response.get('Vary')}")
    if response.get("Content-Type", "").startswith("text/html"):
        words = page.decode()
        found += [match.group() for pattern in (INLINE, FOREIGN) for match in pattern.finditer(words)]
    return [f"{cell} ({response.status_code}): {complaint}" for complaint in found]


@pytest.mark.parametrize("actor", ["visitor", "secr."])
def test_every_endpoint_answers_with_all_headers(actors, records, actor):
    found = [
        complaint
        for cell in first_cells(actor)
        for complaint in complaints(actors[actor], cell, signed_in=actor != "visitor")
    ]
    assert not found, "\n".join(found)


def test_answers_to_what_goes_wrong_have_all_headers(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", lambda *_: 1 / 0)
    answers = {
        400: client.get("/needs/?page=0"),
        403: Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {}),
        404: client.get("/nowhere/"),
        405: client.post("/needs/"),
        422: client.post("/accounts/sign-in/", {}),
        500: client.get("/"),
    }
    for status, response in answers.items():
        assert response.status_code == status
        assert {name: response[name] for name in ALWAYS} == ALWAYS, status
        assert set(response["Content-Security-Policy"].split("; ")) == POLICY, status


HSTS = "max-age=31536000; includeSubDomains; preload"


@pytest.fixture
def secure(settings, db):
    """A browser before a portal that is served over https."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    return Client(raise_request_exception=False)


def lacking(response) -> list[str]:
    """Headers that this answer lacks of those that all have; a foreign page may read none of them."""
    wanted = ALWAYS | {
        "X-Frame-Options": "DENY",
        "Strict-Transport-Security": HSTS,
        "Access-Control-Allow-Origin": None,
    }
    found = [f"{name}: {response.get(name)}" for name, value in wanted.items() if response.get(name) != value]
    if set(response.get("Content-Security-Policy", "").split("; ")) != POLICY:
        found.append("Content-Security-Policy")
    return found + [name for name in ("Permissions-Policy", "X-Request-Id") if not response.get(name)]


def test_static_files_carry_all_headers(secure):
    (sheet,) = set(re.findall(r'href="(/static/css/portal[^"]*\.css)"', secure.get("/").content.decode()))
    first = secure.get(sheet, secure=True)
    since = {"If-Modified-Since": first["Last-Modified"]}
    answers = {
        200: [
            first,
            secure.head(sheet, secure=True),
            secure.get(sheet, secure=True, headers={"Accept-Encoding": "gzip"}),
        ],
        206: [secure.get(sheet, secure=True, headers={"Range": "bytes=0-9"})],
        304: [secure.get(sheet, secure=True, headers=since)],
        400: [secure.get(sheet, secure=True, headers={"Host": "elsewhere.example"})],
        404: [secure.get("/static/css/none.css", secure=True)],
        405: [secure.post(sheet, secure=True)],
        416: [secure.get(sheet, secure=True, headers={"Range": "bytes=99999999-"})],
    }
    for status, responses in answers.items():
        for response in responses:
            assert response.status_code == status
            assert lacking(response) == [], status


def test_every_kind_of_answer_carries_all_headers(secure, settings, monkeypatch):
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", lambda *_: 1 / 0)
    about = secure.get("/about/", secure=True)
    crowded = {f"field-{number}": "x" for number in range(1_001)}
    wrong = {"username": "ama@office.example", "password": "not-the-right-one"}
    for _attempt in range(5):
        secure.post("/accounts/sign-in/", wrong, secure=True)
    answers = [
        (200, about),
        (200, secure.head("/about/", secure=True)),
        (200, secure.get("/projects/?format=csv", secure=True)),
        (200, secure.get("/healthz", secure=True)),
        (301, secure.get("/needs", secure=True)),
        (302, secure.get("/desk/", secure=True)),
        (304, secure.get("/about/", secure=True, headers={"If-None-Match": about["ETag"]})),
        (400, secure.get("/about/", secure=True, headers={"Host": "elsewhere.example"})),
        (400, secure.get("/about/", secure=True, headers={"HX-Current-URL": "http://[::1"})),
        (401, secure.get("/api/v1/requests/", secure=True)),
        (404, secure.get("/nowhere/", secure=True)),
        (404, secure.get("/reports/a%00b/", secure=True)),
        (405, secure.post("/needs/", secure=True)),
        (405, secure.get("/i18n/", secure=True)),
        (413, secure.post("/accounts/sign-in/", crowded, secure=True)),
        (422, secure.post("/accounts/sign-in/", {}, secure=True)),
        (422, secure.post("/accounts/sign-out/", {"odd_one": "1"}, secure=True)),
        (429, secure.post("/accounts/sign-in/", wrong, secure=True)),
        (500, secure.get("/", secure=True)),
    ]
    monkeypatch.setattr("bsp_portal.views.start.headline_figures", away)
    answers.append((503, secure.get("/", secure=True)))
    settings.SECURE_SSL_REDIRECT = True
    strict = Client()
    answers += [
        (301, strict.get("/about/")),
        (400, strict.get("/about/", headers={"Host": "elsewhere.example"})),
    ]
    assert [response.status_code for _status, response in answers] == [status for status, _response in answers]
    insecure = {"Strict-Transport-Security: None"}
    found = {(status, response.request["PATH_INFO"]): set(lacking(response)) for status, response in answers[:-2]}
    assert {place: names for place, names in found.items() if names} == {}
    assert all(set(lacking(response)) == insecure for _status, response in answers[-2:])


def test_a_refusal_before_all_else_speaks_the_language_of_its_reader(client, db):
    refused = [{"Host": "elsewhere.example"}, {"HX-Current-URL": "http://[::1"}]
    for language in ("en", "fr", "en"):
        for headers in refused:
            answer = client.get("/about/", headers=headers | {"Accept-Language": language})
            assert answer.status_code == 400
            assert f'<html lang="{language}"' in answer.content.decode()


def away(*_asked):
    raise OperationalError("could not connect")


def test_an_endpoint_without_its_headers_is_noticed(actors, records, monkeypatch):
    monkeypatch.setattr(ResponseHeadersMiddleware, "__call__", lambda self, request: self.get_response(request))
    cell = next(cell for cell in first_cells("secr.") if cell.endpoint == "projects:project_list")
    found = "\n".join(complaints(actors["secr."], cell, signed_in=True))
    assert "Cache-Control" in found
    assert "Cross-Origin-Resource-Policy" in found


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", '<p style="color:red">', "<img src=x onerror=alert(1)>", "<style>p{}</style>",
        '<a href="javascript:x">', '<img src="https://elsewhere.example/a.png">', "<script src='//elsewhere.example'>",
    ],
)  # fmt: skip
def test_markup_that_the_policy_forbids_is_noticed(markup):
    assert INLINE.search(markup) or FOREIGN.search(markup)


# An installation, in a process of its own


def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run Python with nothing in the environment but this."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=printing.PROJECT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


VISIT = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
secure, plain = Client(HTTP_HOST="portal.example.org"), Client(HTTP_HOST="portal.example.org")
https = {"X-Forwarded-Proto": "https"}
form = secure.get("/accounts/sign-in/", headers=https)
language = secure.post("/i18n/", {"language": "fr", "next": "/"}, headers=https)
cookies = {name: dict(morsel) for answer in (form, language) for name, morsel in answer.cookies.items()}
print(json.dumps({
    "form": [form.status_code, dict(form.headers)],
    "cookies": cookies,
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
    "plain": [plain.get("/needs/").status_code, plain.get("/needs/").get("Location")],
    "alive": plain.get("/healthz").status_code,
    "foreign": [secure.get(path, headers=https | {"Host": "elsewhere.example"}).status_code
                for path in ("/", "/needs/", "/healthz", "/nowhere/", "/api/v1/needs/")],
    "nameless": [Client().get(path, headers=headers).status_code
                 for path in ("/", "/healthz", "/nowhere/", "/api/v1/") for headers in ({}, https)],
    "debug": settings.DEBUG,
}))
"""


def test_an_installation_sends_its_cookies_over_https_only(settings):
    done = run(VISIT, PRODUCTION | {"STATIC_ROOT": str(settings.STATIC_ROOT), "LOG_LEVEL": "CRITICAL"})
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    status, headers = seen["form"]
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert seen["session"] == ["__Host-sessionid", True, True, "Lax", None, "/"]
    assert set(seen["cookies"]) == {"__Host-csrftoken", "django_language"}
    for name, cookie in seen["cookies"].items():
        flags = (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"])
        assert flags == (True, True, "Lax", "", "/"), name
    assert seen["plain"] == [301, "https://portal.example.org/needs/"]
    assert seen["alive"] == 200
    assert seen["foreign"] == [400] * 5
    assert seen["nameless"] == [400] * 8
    assert seen["debug"] is False


def test_the_deployment_check_has_nothing_to_say():
    code = "from django.core.management import execute_from_command_line as run; run(ARGUMENTS)"
    arguments = ["manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    done = run(code.replace("ARGUMENTS", repr(arguments)), PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_an_installation_with_everything_starts():
    done = run("import bsp_portal.settings", PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", SECRET[:49]),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "ab" * 40),
        ("SECRET_KEY", "django-insecure-" + SECRET),
        ("SECRET_KEY", SECRET + "-change-me"),
        ("SECRET_KEY", "your-secret-key-" + SECRET),
        ("SECRET_KEY", "EXAMPLE" + SECRET),
        ("SECRET_KEY_FALLBACKS", SECRET[:49]),
        ("SECRET_KEY_FALLBACKS", f"{SECRET},{'a' * 60}"),
        ("DATABASE_URL", None),
        ("SITE_URL", None),
        ("SITE_URL", "http://portal.example.org"),
        ("DEBUG", "1"),
        ("TRUSTED_PROXIES", None),
        ("TRUSTED_PROXIES", "0"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_the_start_is_refused_with_a_reason_and_without_the_value(name, value):
    environment = {key: kept for key, kept in (PRODUCTION | {name: value}).items() if kept is not None}
    done = run("import bsp_portal.settings", environment)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert name in last
    if value and name.startswith("SECRET"):
        assert value not in done.stderr
