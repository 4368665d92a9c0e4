"""Whatever is sent, the portal does not answer with an error of its own (docs/design/security.md#answers-to-bad-input).

``ODD_SEED`` draws the requests of an earlier run again, ``ODD_REQUESTS`` draws more.
"""

import logging
import os
import sys
from random import Random

import pytest
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.template.backends.django import Template

from core.http.wsgi import Handler
from tests.security.odd_requests import OddRequest, Walk, doors
from tests.walking import addresses

SEED = int(os.environ.get("ODD_SEED", Random().randrange(1_000_000)))
REQUESTS = int(os.environ.get("ODD_REQUESTS", 5_000))
BELIEVED = 0.9
WRITTEN = 0.2  # the share of pages that are written: which of them are is drawn, too


@pytest.fixture
def some_pages(monkeypatch):
    """Write a share of the pages only, refusals always: a walk asks for the status, and pages cost the most."""
    write, drawn = Template.render, Random(SEED)

    def render(page, context=None, request=None):
        is_refusal = page.template.name[:3].isdecimal()
        return write(page, context, request) if is_refusal or drawn.random() < WRITTEN else ""

    monkeypatch.setattr(Template, "render", render)


@pytest.fixture
def portal(monkeypatch):
    """The portal as the web server calls it. Most forms are believed to come from its own pages, to reach further."""
    check, drawn = CsrfViewMiddleware._check_token, Random(SEED)

    def believe(middleware, request):
        try:
            check(middleware, request)
        except RejectRequest:
            if drawn.random() > BELIEVED:
                raise

    monkeypatch.setattr(CsrfViewMiddleware, "_check_token", believe)
    for signal in (request_started, request_finished):  # the test's own connection stays open
        signal.disconnect(close_old_connections)
    yield Handler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def send(portal, client, request: OddRequest) -> tuple[int, str]:
    """The status, and the error if the request caused one; whatever it changed is taken back."""
    environ = client._base_environ() | request.environ()
    begun: list[str] = []
    errors: list[str] = []

    def note(sender, **_words):
        errors.append(repr(sys.exc_info()[1]))

    got_request_exception.connect(note)
    try:
        with transaction.atomic():
            answer = portal(environ, lambda status, headers: begun.append(status))
            b"".join(answer)
            answer.close()
            transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001 - the server would answer 500
        return 500, repr(error)
    finally:
        got_request_exception.disconnect(note)
    return int(begun[0][:3]), " ".join(errors)


def walk(portal, actors, count: int, seed: int) -> list[str]:
    """The requests that were answered with an error of ours, and the error."""
    print(f"ODD_SEED={seed} ODD_REQUESTS={count}")
    failures = []
    for request in Walk(seed).requests(count):
        status, error = send(portal, actors[request.actor], request)
        if status >= 500:
            failures.append(f"{status} {request}: {error:.200}")
    return failures


@pytest.fixture
def quiet(settings, caplog):
    """Thousands of refusals need no lines; and nobody works here, however long the walk takes."""
    caplog.set_level(logging.CRITICAL)
    settings.WATCHDOG_HEARTBEAT_SECONDS = 24 * 60 * 60


def test_nothing_odd_is_answered_with_an_error_of_ours(portal, actors, records, some_pages, quiet, proof):
    failures = walk(portal, actors, REQUESTS, SEED)
    assert not failures, f"{len(failures)} of {REQUESTS}, ODD_SEED={SEED}\n" + "\n".join(failures[:50])
    proof("odd requests", REQUESTS)


@pytest.mark.nightly
def test_nothing_odd_is_answered_with_an_error_of_ours_by_night(portal, actors, records, quiet):
    """Ten times as many, and every page is written."""
    failures = walk(portal, actors, 10 * REQUESTS, SEED + 1)
    assert not failures, f"{len(failures)} of {10 * REQUESTS}, ODD_SEED={SEED + 1}\n" + "\n".join(failures[:50])


def test_every_endpoint_is_walked_by_both_methods():
    walked = {(cell.endpoint, cell.method) for cell in doors()}
    assert walked == {(name, method) for name, _view in addresses() for method in ("GET", "POST")}
    assert sum(1 for _request in Walk(SEED).requests(REQUESTS)) == REQUESTS >= 5_000


# Teeth


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    ("guard", "seen"),
    [("ReadableMiddleware.process_view", "NUL"), ("ReadableMiddleware.__call__", "NUL"), ("_is_address", "IPv6")],
)
def test_a_guard_that_is_off_is_noticed(actors, records, some_pages, quiet, monkeypatch, guard, seen):
    """At the endpoints and in the requests that are walked before anything is drawn."""
    off = {
        "ReadableMiddleware.process_view": lambda middleware, *asked: None,
        "ReadableMiddleware.__call__": lambda middleware, request: middleware.get_response(request),
        "_is_address": lambda text: True,
    }
    monkeypatch.setattr(f"core.http.readable.{guard}", off[guard])
    portal = Handler()
    named = ("reports:report_detail", "set_language", "needs:request_look_alikes")
    classics = [made for cell in doors() if cell.endpoint in named for made in Walk(SEED).classics(cell)]
    found = [
        error
        for request in classics
        for status, error in [send(portal, actors[request.actor], request)]
        if status >= 500
    ]
    assert any(seen in error for error in found), found
