"""Lines as PostgreSQL's COPY reads them: many rows go in faster than by any INSERT."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from django.db import connection
from psycopg import Copy

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# No text of PostgreSQL holds it: it stands for NULL until the line is made.
_NULL = "\0"
# Lines handed over together: each hand-over costs more than a line.
_TOGETHER = 500


@contextmanager
def pouring_into(table: str, columns: Sequence[str]) -> Iterator[Copy]:
    """COPY into the table, in the caller's transaction.

    By way of a temporary one: PostgreSQL refuses COPY where row-level security must judge each row.
    """
    names, basin = ", ".join(columns), f"poured_{table}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {basin} ON COMMIT DROP AS"  # noqa: S608
            f" SELECT {names} FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY {basin} FROM STDIN") as copy:
            yield copy
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {basin};"  # noqa: S608
            f" DROP TABLE {basin}"
        )


def copy_line(values: Sequence[object]) -> str:
    """One row; None is NULL, anything else is what it prints as."""
    parts = [value if type(value) is str else _plain(value) for value in values]
    line = "\t".join(parts)
    # The usual case: nothing to escape, which is found out for the whole line at once.
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(parts):
        line = "\t".join(part.translate(_ESCAPES) for part in parts)
    return line.replace(_NULL, "\\N") + "\n"


def chunks(lines: Iterable[str]) -> Iterator[str]:
    """The same lines, many at a time."""
    coming = iter(lines)
    while chunk := "".join(islice(coming, _TOGETHER)):
        yield chunk


def _plain(value: object) -> str:
    return _NULL if value is None else str(value)
