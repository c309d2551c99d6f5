"""What one request is called: in each of its log lines, in its answer, on an error page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

# What a proxy may have called it already; nothing that could forge a line of the log.
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Empty outside of any request."""
    return _current.get()


@contextmanager
def named_request(given: str) -> Iterator[str]:
    """Called as it came, or anew."""
    name = given if _GIVEN.fullmatch(given) else uuid4().hex[:16]
    token = _current.set(name)
    try:
        yield name
    finally:
        _current.reset(token)
