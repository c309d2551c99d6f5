"""Log lines for machines: one JSON object each, with the request they belong to.

Nothing personal: of an exception, where it happened and its kind. PostgreSQL's own messages quote
the values that they refuse.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from escale.kernel.request_id import request_id

# What the lines of requests add (escale/operations/requests.py).
ADDED = ("route", "method", "status", "milliseconds")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_address(record),
            "process": record.process,
        }
        if name := request_id():
            line["request_id"] = name
        line |= {key: vars(record)[key] for key in ADDED if key in vars(record)}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["frames"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def _without_address(record: logging.LogRecord) -> str:
    """Django tells the path of what went wrong, and a path may hold a token."""
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return record.getMessage()
