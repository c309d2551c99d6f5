"""Reading never writes: a guard for tests, around what answers a GET or a HEAD."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY", "MERGE"})
# What a session and the journal (who took a list away, D8) keep is about the visit, not about the
# domain.
OF_THE_VISIT = ("django_session", "usersessions_usersession", "journal_journalentry")


class WroteWhileReading(AssertionError):
    pass


@contextmanager
def reading_only() -> Iterator[None]:
    with connection.execute_wrapper(_refuse_writes):
        yield


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    verb = sql.lstrip().split(None, 1)[0].upper()
    if verb in WRITES and not any(table in sql for table in OF_THE_VISIT):
        raise WroteWhileReading(sql)
    return execute(sql, params, many, context)
