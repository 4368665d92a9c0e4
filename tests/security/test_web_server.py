"""What only a real web server lets through or stops: requests byte by byte, its answers, and its own log lines."""

import io
import json
import os
import secrets
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from gunicorn.config import Config

from core.http.server_log import ServerLogger
from tests.browser.conftest import wait_for
from tests.databases import PROJECT, Database, migrated_template

CLIENT = "127.0.0.2"  # where the requests come from; the server listens on another address
PLANTED = "kingfisher"
HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
END = b"Connection: close\r\n\r\n"
ODD = (
    b"\0", b"\n", PLANTED.encode(), b"\xff\xfe\xfd\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET\r\n\r\n", b"GET /kingfisher\r\n\r\n",
    b"GET  /kingfisher  HTTP/1.1\r\n\r\n", b"GET /kingfisher HTTP/9.9\r\n\r\n", b"kingfisher / HTTP/1.1\r\n\r\n",
    b"K\x00NG / HTTP/1.1\r\n\r\n", b"G" * 70 + b" / HTTP/1.1\r\n\r\n",
    b"GET /" + b"kingfisher" * 2_000 + b" HTTP/1.1\r\n" + HOST + END, b"GET /needs/%00/ HTTP/1.1\r\n" + HOST + END,
    b"GET /reports/a%00b/ HTTP/1.1\r\n" + HOST + END, b"GET /reports/\xff\xfe/ HTTP/1.1\r\n" + HOST + END,
    b"GET /reports/%zz%/ HTTP/1.1\r\n" + HOST + END, b"GET http://[::1/kingfisher HTTP/1.1\r\n" + HOST + END,
    b"GET //[::1/kingfisher HTTP/1.1\r\n" + HOST + END, b"GET * HTTP/1.1\r\n" + HOST + END,
    b"OPTIONS * HTTP/1.1\r\n" + HOST + END, b"CONNECT a:1 HTTP/1.1\r\n" + HOST + END,
    b"TRACE / HTTP/1.1\r\n" + HOST + END, b"KINGFISHER / HTTP/1.1\r\n" + HOST + END,
    b"GET /?q=kingfisher%00\xff HTTP/1.1\r\n" + HOST + END, b"GET /#kingfisher HTTP/1.1\r\n" + HOST + END,
    b"GET / HTTP/1.1\r\nHost: kingfisher.example\r\n" + END, b"GET / HTTP/1.1\r\nHost:\r\n" + END,
    b"GET / HTTP/1.1\r\nHost: [::1\r\n" + END, b"GET / HTTP/1.1\r\nHost: localhost:x\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"Host: kingfisher.example\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"kingfisher\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"A\0: kingfisher\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"A: king\0fisher\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n kingfisher\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"x" * 9_000 + b"\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 200 + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"HX-Request: true\r\nHX-Current-URL: http://[::1\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"Content-Type: a; charset=hex\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"Content-Type: a; b*=kingfisher''c\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b'Cookie: sessionid="\\000aaaaaaaaaaa"\r\n' + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"Expect: kingfisher\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\n" + END,
    b"GET / HTTP/1.1\r\n" + HOST + b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: a\r\n\r\n",
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Origin: http://[::1\r\nContent-Length: 0\r\n" + END,
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n" + END,
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Content-Length: 1e3\r\n" + END,
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 40 + b"\r\n" + END,
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n" + END,
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Content-Length: 900\r\n" + FORM + END + b"a",
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n" + END + b"kingfisher\r\n",
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n" + END + b"0\r\n\r\n",
    b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n" + END + b"ffffffffffffffffff\r\na\r\n",
    b"POST /i18n/ HTTP/1.0\r\n" + HOST + b"Transfer-Encoding: chunked\r\n" + END + b"2\r\nab\r\n",
)  # fmt: skip
# The standard's own answer to a coding of the transfer that the server does not know (RFC 9112, 6.1).
UNKNOWN_CODING = b"POST /i18n/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: kingfisher\r\n" + END


class Server:
    """A running gunicorn, and what it wrote."""

    def __init__(self, port: int, log):
        self.port, self.log = port, log

    def answer(self, request: bytes) -> bytes:
        """What comes back; nothing where the server only closes the connection."""
        source = (CLIENT, 0)
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=source)) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while part := line.recv(65_536):
                    answer += part
            except ConnectionResetError:
                pass
            return answer

    def status(self, request: bytes) -> int:
        answer = self.answer(request)
        return int(answer.split()[1]) if answer.startswith(b"HTTP/") else 0

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker, collected_static_files, tmp_path_factory):
    with django_db_blocker.unblock():
        database = Database(f"test_server_{secrets.token_hex(4)}")
        database.create(migrated_template())
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": database.url,
        "STATIC_ROOT": str(settings.STATIC_ROOT),
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "LOG_LEVEL": "INFO",
    }
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=PROJECT, env=environment, stdout=written, stderr=written
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield Server(port, log)
    finally:
        process.terminate()
        process.wait(timeout=30)
        with django_db_blocker.unblock():
            database.drop()


def test_nothing_odd_is_answered_with_an_error_of_ours_or_stops_the_server(server):
    failed = {request[:120]: status for request in ODD if (status := server.status(request)) >= 500}
    assert failed == {}
    assert server.status(UNKNOWN_CODING) == 501
    assert server.status(b"GET /about/ HTTP/1.1\r\n" + HOST + END) == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/", "/static/js/portal.js", "/nowhere/"])
def test_a_request_without_a_host_is_refused(server, path):
    for version in ("1.0", "1.1"):
        assert server.status(f"GET {path} HTTP/{version}\r\n".encode() + END) == 400


def test_every_line_is_json_without_the_client_and_its_words(server):
    for request in (*ODD, UNKNOWN_CODING):
        server.answer(request)
    lines = server.lines()
    told = [json.loads(line) for line in lines]
    assert {"gunicorn.error", "django.security.DisallowedHost"} <= {line["logger"] for line in told}
    assert any(line["message"] == "An invalid request was refused: Invalid HTTP method" for line in told)
    assert [line for line in lines if CLIENT in line or PLANTED in line.lower()] == []


def test_a_request_that_fails_in_the_server_itself_is_told_without_its_address():
    logger = ServerLogger(Config())
    (handler,) = logger.error_log.handlers
    handler.stream = written = io.StringIO()
    try:
        raise OSError("the worker has no room")
    except OSError:
        logger.exception("Error handling request %s %s", "GET", f"/{PLANTED}")
    told = json.loads(written.getvalue())
    assert told["message"] == "Error handling request"
    assert "the worker has no room" in told["exception"]
