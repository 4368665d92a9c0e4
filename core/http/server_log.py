"""The web server's own log: JSON lines like the portal's, with nothing in them that a client sent."""

import re

from gunicorn import glogging

from core.http.logs import JsonFormatter, ScrubFilter

# The sentence names the client's address and quotes what it sent; what kind of fault it was is said in between.
INVALID = re.compile(r"Invalid request from ip=\S*: (?P<kind>[A-Za-z ]*)")
FAILED = "Error handling request"


class ServerLogger(glogging.Logger):
    """Named in gunicorn.conf.py."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())
            handler.addFilter(ScrubFilter())

    def warning(self, msg, *args, **kwargs):
        if found := INVALID.match(str(msg)):
            msg = f"An invalid request was refused: {found['kind'].strip()}"
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        if str(msg).startswith(FAILED):  # method and address of the request follow
            msg, args = FAILED, ()
        super().exception(msg, *args, **kwargs)
