"""Thousands of things at once: what costs nothing for one of them and much for all."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

BATCH = 1_000


def numbers(ids: Iterable[int]) -> RawSQL:
    """`filter(pk__in=numbers(ids))`: one parameter.

    Django writes each identifier into the statement otherwise, which costs more than running it.
    """
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def texts(values: Iterable[str]) -> RawSQL:
    return RawSQL("SELECT unnest(%s::text[])", [list(values)])


@contextmanager
def collector_paused() -> Iterator[None]:
    """While many rows are made and all of them kept: looking for garbage among them finds none."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def by_batches(rows: QuerySet[Any], act: Callable[[list[int]], object]) -> int:
    """Acts on some of the rows after others, each batch committed; how many in all.

    What is acted on must leave `rows`: stopped half-way, the rest is done next time.
    """
    done = 0
    while ids := _act_on_some(rows, act):
        done += ids
    return done


@transaction.atomic
def _act_on_some(rows: QuerySet[Any], act: Callable[[list[int]], object]) -> int:
    # What somebody holds at this very moment is theirs, and left for next time.
    some = rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    ids = list(some.values_list("pk", flat=True)[:BATCH])
    if ids:
        act(ids)
    return len(ids)
