"""Log lines as JSON, without anything that should not stand in a log (docs/design/security.md#logs)."""

import hashlib
import json
import logging
import re
from datetime import UTC, datetime
from http.client import responses

from core.http.request_context import current_request_id

# Headers are secret to the end of their line; other values to the end of their quotation marks, or for one word.
HEADER = re.compile(r"(?im)\b(authorization|cookie)([\"']?\s*[:=]\s*).*$")
VALUE = r"""(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[^\s"',;&]+)"""
SECRET = re.compile(rf"(?i)(password\w*|token|secret\w*|csrf\w*|sessionid|code|key)([\"']?\s*[:=]\s*){VALUE}")
BEARER = re.compile(r"(?i)\bbearer\s+\S+|\bbsp_\w{8}_\w+")
CREDENTIALS = re.compile(r"://[^/\s@]*@")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PLAIN = re.compile(r"[A-Za-z0-9_./-]{1,200}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
QUERY = re.compile(r"\?[^\s\"]+")


def scrub(text: str) -> str:
    """The text without secrets; e-mail addresses hashed, query strings by parameter name only."""
    text = BEARER.sub("[removed]", text)
    text = HEADER.sub(r"\1\2[removed]", text)
    text = SECRET.sub(r"\1\2[removed]", text)
    text = CREDENTIALS.sub("://[removed]@", text)
    text = EMAIL.sub(lambda found: "mail:" + hashlib.sha256(found[0].lower().encode()).hexdigest()[:12], text)
    return QUERY.sub(lambda found: "?" + "&".join(part.split("=")[0] for part in found[0][1:].split("&")), text)


class ScrubFilter(logging.Filter):
    """Takes secrets out of the finished message before any handler sees it, and what was sent with a request."""

    def filter(self, record):
        if hasattr(record, "request") and hasattr(record, "status_code"):
            tell_answer(record)
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # words that do not fit their message must not stop the work that is told of
            message = f"{record.msg} {record.args}"
        record.msg, record.args = scrub(message), None
        return True


def tell_answer(record) -> None:
    """Django's line about an answer quotes the host, the origin or the address that it refuses: say which answer it
    was, to what method, and where as far as that is an address of the portal in plain signs."""
    request, status = record.request, record.status_code
    match = getattr(request, "resolver_match", None)
    place = "an address that is not shown"
    if match:
        place = request.path if PLAIN.fullmatch(request.path) else match.route
    method = request.method if request.method in METHODS else "another method"
    record.msg, record.args = f"{status} {responses.get(status, '')}: {method} {place}", None
    if status < 500:  # what is refused is no fault of ours, and the trace would quote it, too
        record.exc_info = record.exc_text = None


class JsonFormatter(logging.Formatter):
    """One line of JSON per event, in UTC, with the id of the request it belongs to."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current_request_id(),
        }
        if record.exc_info:
            line["exception"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line)  # in ASCII: some readers break lines at other signs, too
