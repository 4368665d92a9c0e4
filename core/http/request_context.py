"""Who is acting in this request, for the audit and the log, without passing the request through every action."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RequestContext:
    request_id: str = ""
    network: str = ""
    user_agent: str = ""
    token_prefix: str = ""


NOWHERE = RequestContext()
_current: ContextVar[RequestContext] = ContextVar("request_context", default=NOWHERE)


def current() -> RequestContext:
    """The context of the request being answered; empty outside of one."""
    return _current.get()


def current_request_id() -> str:
    return current().request_id


def enter(context: RequestContext):
    """Make the context current; pass the answer to ``leave``."""
    return _current.set(context)


def leave(token) -> None:
    _current.reset(token)
