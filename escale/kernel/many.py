"""Thousands of things at once: what costs nothing for one of them and much for all."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.models.expressions import RawSQL


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
