"""Requests with bytes that nobody types: in path, query, header, cookie, body and method, at every address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from random import Random
from urllib.parse import quote_from_bytes

from django import forms

from bsp_portal.api import CATALOGUE
from tests.access import ACTORS, FIELDS, TOKENS, Cell, address_of, cells
from tests.walking import addresses, subclasses

DEEP = 20_000
# What once came through, tried at every endpoint before anything is drawn.
CLASSIC_FIELDS = ("\0", "[" * DEEP, "9" * 5_000)
CLASSIC_HEADERS = {"HX_CURRENT_URL": "http://[::1", "ORIGIN": "http://[::1", "REFERER": "http://[::1"}
CLASSIC_COOKIE = 'sessionid="\\000aaaaaaaaaaaa"; csrftoken="\\000"'
TEXTS = (
    "\0", "a\0b", "REQ-DRAFTED\0", "\ud800", "\udfff\ud800", "\ufffe", "\u202e", "\x1b[2K", "a\r\nX-Odd: 1",
    "\x85\u2028", "", " ", "%", "%zz", "%00", "%25%30%30", "%u0000", "%ED%A0%80", "+", "..", "../../etc/passwd",
    "//elsewhere.example", "http://[::1", "https://[", "[::1", "http://a:99999999/", "javascript:x",
    "\\\\elsewhere.example\\a", "0", "-1", "9" * 19, "9" * 40, "9" * 5_000, "-" + "9" * 5_000, "1e400", "1e-400",
    "NaN", "-Infinity", "0x10", "1_000", "٣", "²", "0000-00-00", "2026-02-30", "10000-01-01",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-W60", "x" * 300, "x" * 7_000, "𝔘" * 300,
    "e\u0301" * 2_000, "(" * 2_000, "' OR 1=1 --", "{{ 7*7 }}", "%s%n%(a)s", "{0.__class__}", "[" * DEEP,
    '{"a":' * DEEP, "[1" + "0" * 5_000 + "]", '{"a": "\\u0000"}', '{"a": "\\ud800"}', '{"a": 1, "a": 2}', "[NaN]",
    '{"id": "", "rawId": "", "type": "public-key", "response": {"userHandle": "AAAA"}}', "null", "true", '"x"', "[]",
    "{}",
)  # fmt: skip
RAW = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe2\x82")  # none is UTF-8
METHODS = (
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "HEAD",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G\u00c9T",
    "X" * 60,
    "-",
)
HEADERS = {
    "ACCEPT": ("*", "a/b;q=x", "text/csv;q=9e999", "application/json;version=\0", ",".join(["a/b"] * 500)),
    "ACCEPT_CHARSET": ("utf-7",),
    "ACCEPT_ENCODING": ("gzip;q=x", "br, \0"),
    "ACCEPT_LANGUAGE": ("zz-" * 200, "fr;q=9e9", "*;q=", "ar-\0", ",".join(["zh-hans-x"] * 300), "../../etc"),
    "AUTHORIZATION": ("Bearer", "Bearer \0", "Basic ====", "bearer bsp_Ab12Cd34_" + "é" * 43, "Digest " + "x" * 5_000),
    "CONTENT_ENCODING": ("gzip",),
    "FORWARDED": ("for=[::1",),
    "HOST": (
        "", "[::1", "testserver:x", "testserver:99999999", "a b", "testserver\0", "\u00e9", "testserver,other",
        "x" * 300,
    ),  # fmt: skip
    "HX_BOOSTED": ("true",),
    "HX_CURRENT_URL": ("http://[::1", "http://testserver:x/", "\0", "http%3A//%5B"),
    "HX_TRIGGER": ("\0",),
    "IDEMPOTENCY_KEY": ("\0",),
    "IF_MATCH": ('"', "W/", "*", '"\0"', "x" * 5_000),
    "IF_MODIFIED_SINCE": (
        "Sun, 99 Nov 9999 99:99:99 GMT", "0", "Thu, 01 Jan 0001 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    ),  # fmt: skip
    "IF_NONE_MATCH": ('"', "W/", "*", '"a", ' * 500, "\0"),
    "IF_RANGE": ('"',),
    "IF_UNMODIFIED_SINCE": ("Sun, 31 Feb 2026 00:00:00 GMT",),
    "ORIGIN": ("null", "http://[::1", "http://testserver:x", "\0"),
    "RANGE": ("bytes=9-0", "bytes=" + "9" * 5_000 + "-", "bytes=-", "bytes=0-0,1-1", "lines=1-2", "bytes=-\0"),
    "REFERER": ("http://[::1", "\0", "//", "x" * 7_000),
    "TRANSFER_ENCODING": ("chunked, gzip",),
    "USER_AGENT": ("\0", "", "x" * 7_000, "\u00ff" * 200),
    "X_FORWARDED_FOR": ("[::1", "1.2.3.4, \0", ",".join(["1.2.3.4"] * 500), "::ffff:999.1.1.1", "fe80::1%eth0"),
    "X_FORWARDED_HOST": ("elsewhere.example",),
    "X_FORWARDED_PROTO": ("ftp", "https,http"),
    "X_REQUESTED_WITH": ("XMLHttpRequest",),
}  # fmt: skip
COOKIES = (
    "sessionid=", 'sessionid="\\000aaaaaaaaaaaa"', "sessionid=" + "x" * 5_000, 'sessionid="\\377\\376aaaaaaaa"',
    "sessionid=\u00ff\u00fe" * 9, "csrftoken=\0", 'csrftoken="\\000"', "csrftoken=" + "é" * 64, "django_language=\0",
    'django_language="\\000"', "django_language=" + "x" * 900, 'known="\\000"', "known=a:b:c", "known=.eJw:1:x",
    "messages=x$y", 'messages="\\000"', "=;=;=", ";" * 500, "a", '"', "a=b; a=c; " * 200,
)  # fmt: skip
CODECS = (
    "hex", "zlib", "rot13", "utf-7", "utf-16", "utf-32-be", "unicode_escape", "raw_unicode_escape", "idna",
    "punycode", "undefined", "latin-1", "cp037", "mbcs", "none", "\u00e9", "x" * 300,
)  # fmt: skip
URLENCODED = "application/x-www-form-urlencoded"
BOUNDARIES = (
    "",
    "; boundary=",
    "; boundary=\0",
    "; boundary=\u00e9",
    "; boundary=" + "x" * 300,
    '; boundary="',
    "; boundary=odd",
    "; boundary*=utf-8''odd",
    "; boundary*=hex''odd",
)
TYPES = (
    "a",
    "/",
    ";;;=",
    "text/plain",
    "application/json",
    "application/xml",
    "image/png",
    "multipart/mixed; boundary=odd",
    "\0",
    "",
)
PARTS = (
    b'Content-Disposition: form-data; name="title"\r\n\r\n\xff\0\r\n',
    b'Content-Disposition: form-data; name="title"; filename="a\0b.\xff"\r\nContent-Type: \0\r\n\r\nx\r\n',
    b"Content-Disposition: form-data; name*=utf-8''%00%FF\r\n\r\nx\r\n",
    b'Content-Disposition: form-data; name="title"\r\nContent-Transfer-Encoding: base64\r\n\r\n====\xff\r\n',
    b'Content-Disposition: form-data; name="title"; filename="../../odd"\r\nContent-Type: x; charset=hex\r\n\r\nx\r\n',
    b'Content-Type: text/plain; charset=hex\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n',
    b"\r\n\r\n\r\n", b"no head at all", b'Content-Disposition: form-data; name="' + b"x" * 9_000 + b'"\r\n\r\nx\r\n',
    b"",
)  # fmt: skip


@dataclass
class OddRequest:
    """One request as the web server would hand it over, and who sends it."""

    actor: str
    method: str
    path: bytes
    query: bytes = b""
    content_type: str = ""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str | None = None

    def environ(self) -> dict:
        """The names of WSGI; text there is bytes as Latin-1."""
        found = {f"HTTP_{name}": _latin(value) for name, value in self.headers.items()}
        if "HTTP_CONTENT_LENGTH" in found:
            found["CONTENT_LENGTH"] = found.pop("HTTP_CONTENT_LENGTH")
        if self.cookie is not None:
            found["HTTP_COOKIE"] = _latin(self.cookie)
        return {
            "REQUEST_METHOD": _latin(self.method),
            "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "CONTENT_TYPE": _latin(self.content_type),
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": BytesIO(self.body),
        } | found

    def __str__(self):
        shown = {
            "query": self.query,
            "type": self.content_type,
            "body": self.body,
            "cookie": self.cookie,
            **self.headers,
        }
        told = " ".join(f"{name}={value!r:.120}" for name, value in shown.items() if value)
        return f"{self.actor} {self.method!r:.70} {self.path!r:.120} {told}"


def _latin(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Walk:
    """Draws requests; the same seed draws the same ones."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.places = (
            self.in_path, self.in_query, self.in_header, self.in_cookie, self.in_body, self.in_body, self.in_multipart,
            self.in_content_type, self.in_method,
        )  # fmt: skip

    def requests(self, count: int) -> Iterator[OddRequest]:
        """What once came through, at every endpoint by GET and POST; then as many as are missing, as the seed draws."""
        first = [made for cell in doors() for made in self.classics(cell)]
        yield from first
        for _once in range(count - len(first)):
            yield self.draw(self.pick(doors()))

    def classics(self, cell: Cell) -> Iterator[OddRequest]:
        """For whoever may do most at this endpoint: no part of what is sent is as it should be."""
        for place in range(1, cell_path(cell).count(b"/")):
            yield self.begin(cell, path=b"/".join(_with(cell_path(cell).split(b"/"), place, b"a\0b")))
        yield self.begin(cell, query=b"&".join(_pair(name, "\0") for name in _parameters(cell.endpoint)[:1]))
        yield self.begin(cell, headers=CLASSIC_HEADERS | {"HX_REQUEST": "true"})
        yield self.begin(cell, cookie=CLASSIC_COOKIE)
        yield self.begin(cell, content_type=f"{URLENCODED}; charset=hex", query=b"q=a")
        if cell.method == "POST":
            yield self.begin(cell, headers={"CONTENT_LENGTH": "x"})
            for odd in CLASSIC_FIELDS:
                made = self.begin(cell)
                self.fill(made, {**FIELDS.get(cell.endpoint, {}), **dict.fromkeys(_fields(cell.endpoint), odd)})
                yield made

    def draw(self, cell: Cell) -> OddRequest:
        request = self.begin(cell)
        if (drawn := self.random.random()) < 0.5:
            request.actor = "visitor" if drawn < 0.2 else self.pick(_actors(cell.endpoint))
        self.pick(self.places)(request, cell)
        if self.random.random() < 0.15:
            request.headers["HX_REQUEST"] = "true"
        return request

    def begin(self, cell: Cell, **parts) -> OddRequest:
        """The request as it should be, but for these parts."""
        request = OddRequest(cell.actor, cell.method, **({"path": cell_path(cell)} | parts))
        if cell.method == "POST" and not request.content_type:
            self.fill(request, FIELDS.get(cell.endpoint, {}))
        return request

    def pick(self, among):
        return self.random.choice(among)

    def text(self) -> bytes:
        return self.pick(RAW) if self.random.random() < 0.1 else _bytes(self.pick(TEXTS))

    def fill(self, request: OddRequest, fields: dict) -> None:
        request.content_type = URLENCODED
        request.body = b"&".join(_pair(name, value) for name, value in fields.items())

    def in_path(self, request, cell):
        """Odd bytes in place of a part, or behind it."""
        parts = request.path.split(b"/")
        place = self.random.randrange(1, max(2, len(parts) - 1))
        odd = self.text()[:2_000]
        parts[place] = odd if self.random.random() < 0.6 else parts[place] + odd
        request.path = b"/".join(parts)

    def in_query(self, request, cell):
        names = _parameters(cell.endpoint) if self.random.random() < 0.8 else ["odd", "a\0b", "", "\ud800", "q[]"]
        drawn = [_pair(self.pick(names), self.text()[:8_000]) for _once in range(self.random.randint(1, 3))]
        if self.random.random() < 0.1:
            drawn.append(self.pick([b"%", b"&&=&", b"a=%zz", b"\xff\xfe", b";", b"a" * 9_000]))
        request.query = b"&".join(drawn)

    def in_header(self, request, cell):
        for name in self.random.sample(sorted(HEADERS), self.random.randint(1, 2)):
            odd = self.pick(HEADERS[name])
            request.headers[name] = odd if self.random.random() < 0.8 else self.pick(TEXTS)[:8_000]
        if self.random.random() < 0.1:
            request.headers["CONTENT_LENGTH"] = self.pick(["", "-1", "x", "9" * 40, "0", "5"])
        if "HX_CURRENT_URL" in request.headers:
            request.headers["HX_REQUEST"] = "true"
            request.headers["HX_CURRENT_URL_URI_AUTOENCODED"] = self.pick(["true", "false"])

    def in_cookie(self, request, cell):
        request.cookie = self.pick(COOKIES)

    def in_body(self, request, cell):
        """The form as it should be, with odd values in some fields, or as a whole something else."""
        if self.random.random() < 0.15:
            request.body = self.text() * self.pick([1, 1, 1, 50])
            request.content_type = self.pick(["application/json", URLENCODED])
        fields = {name: _bytes(value) for name, value in FIELDS.get(cell.endpoint, {}).items()}
        names = _fields(cell.endpoint) if self.random.random() < 0.85 else [*_all_fields(), "odd", "a\0b", "\ud800"]
        for _once in range(self.random.randint(1, 3)):
            fields[self.pick(names)] = self.text()
        self.fill(request, fields)
        request.method = "POST"

    def in_multipart(self, request, cell):
        request.method = "POST"
        request.content_type = "multipart/form-data" + self.pick(BOUNDARIES)
        if self.random.random() < 0.2:
            request.content_type += f"; charset={self.pick(CODECS)}"
        parts = [self.pick(PARTS) for _once in range(self.pick([0, 1, 2, 3, 30]))]
        body = b"".join(b"--odd\r\n" + part for part in parts) + b"--odd--\r\n"
        request.body = body if self.random.random() < 0.7 else body[: self.random.randrange(len(body))]

    def in_content_type(self, request, cell):
        kind = self.pick([URLENCODED, "multipart/form-data; boundary=odd", "application/json"])
        request.content_type = self.pick([f"{kind}; charset={self.pick(CODECS)}", self.pick(TYPES), kind.upper()])
        request.query = _pair("q", self.text()[:1_000]) if self.random.random() < 0.3 else b""

    def in_method(self, request, cell):
        request.method = self.pick(METHODS)


def _pair(name: str, value: str | bytes) -> bytes:
    value = value if isinstance(value, bytes) else _bytes(value)
    return (quote_from_bytes(_bytes(name)) + "=" + quote_from_bytes(value)).encode()


def _with(parts: list[bytes], place: int, odd: bytes) -> list[bytes]:
    return [*parts[:place], odd, *parts[place + 1 :]]


def cell_path(cell: Cell) -> bytes:
    return address_of(cell, cell.record).encode()


@cache
def doors() -> list[Cell]:
    """Of each endpoint and method the record and the actor who gets furthest."""
    found: dict[tuple, Cell] = {}
    for cell in sorted(cells(), key=lambda cell: (cell.status >= 400, cell.actor in ("visitor", "disabled"))):
        found.setdefault((cell.endpoint, cell.method), cell)
    return list(found.values())


def _actors(endpoint: str) -> tuple[str, ...]:
    return (*ACTORS, *TOKENS) if endpoint.startswith("api:") else ACTORS


@cache
def _views() -> dict[str, type | None]:
    return dict(addresses())


@cache
def _parameters(endpoint: str) -> list[str]:
    """What the address may ask, as far as its view or its resource tells."""
    view = CATALOGUE.get(endpoint.removeprefix("api:").rpartition("-")[0]) or _views()[endpoint]
    kind = getattr(view, "kind", None)
    filters = list(kind.filterset.base_filters) if kind and kind.filterset else []
    more = ["page", "q", "ordering", "format", "fields", "cursor", "page_size", "updated_since", "count", "layer"]
    return [*filters, *getattr(view, "parameters", ()), *more, "next", "key"]


@cache
def _fields(endpoint: str) -> list[str]:
    view = _views()[endpoint]
    form = getattr(view, "form_class", None)
    if form is None and hasattr(view, "get_form_class"):
        return ["credential", "code", "password", "next", "name"]
    named = list(form.base_fields) if form else []
    return [*named, *FIELDS.get(endpoint, {}), "form_key", "version", "act", "next"]


@cache
def _all_fields() -> list[str]:
    return sorted({name for form in subclasses(forms.BaseForm) for name in getattr(form, "base_fields", {})})
