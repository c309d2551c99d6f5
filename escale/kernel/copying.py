"""Lines as PostgreSQL's COPY reads them: many rows go in faster than by any INSERT."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# No text of PostgreSQL holds it: it stands for NULL until the line is made.
_NULL = "\0"
# Lines handed over together: each hand-over costs more than a line.
_TOGETHER = 500


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
