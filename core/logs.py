"""Log lines as JSON, without anything that should not stand in a log (security requirements, section 9)."""

import hashlib
import json
import logging
import re
from datetime import UTC, datetime

from core.request_context import current_request_id

SECRET = re.compile(
    r"(?i)(authorization|cookie|password|token|secret|csrf\w*|sessionid|code|key)([\"']?\s*[:=]\s*)([\"']?)[^\s\"',;&]+"
)
BEARER = re.compile(r"(?i)\bbearer\s+\S+|\bbsp_\w{8}_\w+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"\?[^\s\"']+")


def scrub(text: str) -> str:
    """The text without secrets; e-mail addresses hashed, query strings by parameter name only."""
    text = BEARER.sub("[removed]", text)
    text = SECRET.sub(r"\1\2\3[removed]", text)
    text = EMAIL.sub(lambda found: "mail:" + hashlib.sha256(found[0].lower().encode()).hexdigest()[:12], text)
    return QUERY.sub(lambda found: "?" + "&".join(part.split("=")[0] for part in found[0][1:].split("&")), text)


class ScrubFilter(logging.Filter):
    """Takes secrets out of the finished message before any handler sees it."""

    def filter(self, record):
        record.msg = scrub(record.getMessage())
        record.args = None
        return True


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
        return json.dumps(line, ensure_ascii=False)
