"""One long list read by several of the server's processes at once.

Sessions ask for none: left to itself, the planner takes three for what one does as fast. Who sorts
or counts three hundred thousand rows waits half as long (docs/performance.md); below about fifty
thousand the planner sees by itself that it is not worth it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

# Rows that a process hands over cost next to nothing here: fifty, or a figure for each status.
IN_PARALLEL = {"max_parallel_workers_per_gather": "2", "parallel_tuple_cost": "0.001"}
_NOW = ", ".join("current_setting(%s)" for _name in IN_PARALLEL)
_SET = ", ".join("set_config(%s, %s, true)" for _name in IN_PARALLEL)


@contextmanager
def in_parallel() -> Iterator[None]:
    """For the statements inside; expects a transaction, as a page's scope is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_NOW}, {_SET}", [*IN_PARALLEL, *_pairs(IN_PARALLEL.values())])
        former = cursor.fetchone()[: len(IN_PARALLEL)]
    yield
    # Not after a failure: the transaction ends, and forgets them.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SET}", _pairs(former))


def _pairs(values: Iterable[str]) -> list[str]:
    return [text for pair in zip(IN_PARALLEL, values, strict=True) for text in pair]
