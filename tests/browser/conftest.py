"""A real browser before a real server.

The server is a process of its own on a database of its own, filled with the founding documents. No test of this folder
touches a database itself, so nothing has to be flushed: append-only tables refuse TRUNCATE.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.databases import PROJECT, Database, migrated_template

# The one without windows does the same work with a third less.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
# The sandbox needs rights that a container does not give; the others keep the browser from calling its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60  # seconds for the server to start
REFUSED = re.compile("^Error:")  # the title of a page that sends a form back
expect.set_options(timeout=30_000)  # milliseconds; a page needs less, a busy machine may not
EMAIL, PASSWORD = "officer@office.example", "lake-of-nine-rivers"
FILL = f"""
from django.core.management import call_command
call_command("load_reference", verbosity=0)
call_command("load_seed", verbosity=0)
from accounts.models import User
officer = User.objects.create_user({EMAIL!r}, {PASSWORD!r}, name="Ama Diallo", role="secretariat")
User.objects.create_user("passkeys@office.example", {PASSWORD!r}, name="Petra Keyholder", role="secretariat")
from tests.browser.report_records import make_reports
make_reports()
from tests.browser.request_records import make_requests
make_requests({PASSWORD!r}, officer)
from tests.browser.journey_cast import make_cast
make_cast({PASSWORD!r}, officer)
"""


@contextmanager
def serving(media):
    """A portal on a new database, beside those of other tests, filled for the browser: its address and database."""
    database = Database(f"test_browser_{secrets.token_hex(4)}")
    database.create(migrated_template())
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | {
        "DATABASE_URL": database.url,
        "STATIC_ROOT": str(settings.STATIC_ROOT),
        "MEDIA_ROOT": str(media),
        "WEB_BIND": place,
        "WEB_WORKERS": "1",
        "LOG_LEVEL": "WARNING",
        "BSP_REQUIRE_MFA": "0",
        # All browsers of the tests come from one address, and read at once what another wrote.
        **dict.fromkeys(("ORDINARY_PAGES_PER_MINUTE", "DEAR_PAGES_PER_MINUTE", "FILES_PER_MINUTE"), "0"),
        "API_REQUESTS_PER_MINUTE_VISITOR": "0",
        "SECONDS_STORED": "0",
    }
    fill = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FILL]
    subprocess.run(fill, cwd=PROJECT, env=environment, check=True, timeout=300)
    server = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=PROJECT, env=environment)
    try:
        wait_for(f"http://{place}/healthz", server)
        yield f"http://{place}", database
    finally:
        server.terminate()
        server.wait(timeout=30)
        database.drop()


@pytest.fixture(scope="session")
def running(collected_static_files, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("media")) as running:
        yield running


@pytest.fixture(scope="session")
def database(running):
    """The database of the running portal."""
    return running[1]


@pytest.fixture(scope="session")
def portal(running):
    """The address of a running portal, with production's content security policy."""
    return running[0]


def wait_for(address, server):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended while it started"
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def officer(browser, portal):
    """The cookies of an officer of the secretariat, signed in once for all tests."""
    return sign_in(browser, portal, EMAIL)


@pytest.fixture(scope="package")
def signatory(browser, portal):
    """The cookies of the signatory of Rwanda."""
    return sign_in(browser, portal, "signatory@rwanda.example")


def sign_in(browser, portal, email):
    """The cookies of this person, signed in."""
    context = browser.new_context(base_url=portal, locale="en")
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def open_page(browser, portal):
    """Open an address; returns the page. What the browser complains about, the policy above all, fails the test."""
    contexts, complaints = [], []

    def open_page(path, *, width=1280, scheme="light", language="en", script=True, status=200, reader=None):
        context = browser.new_context(
            base_url=portal,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=language,
            java_script_enabled=script,
            storage_state=reader,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type == "error" and "Failed to load resource: the server responded" not in message.text
                else None
            ),
        )
        answer = page.goto(path)
        assert answer.status == status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
