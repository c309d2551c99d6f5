"""Pages of the tables of dotations: which rows, in which order, out of how many."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from django.db.models import Count, Q, Window

from escale.clients.models import Member
from escale.dotations.kept_counts import Counts, kept_counts
from escale.dotations.models import Dotation, DotationQuerySet
from escale.dotations.parallel import in_parallel
from escale.dotations.queries import DotationRow, found_dotations, rows_of, rows_with, status_counts
from escale.dotations.search import Criteria, shortest_term
from escale.dotations.situations import Situation
from escale.dotations.sorting import Sort
from escale.dotations.states import DotationStatus

# From this many letters on, hits are few enough to be counted and paged in one statement.
SELECTIVE_TERM = 3
STATUSES = tuple(DotationStatus)


@dataclass(frozen=True, slots=True)
class WantedPage:
    """Which of the rows, in which order."""

    limit: int
    offset: int = 0
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows and how many there are in all."""

    rows: list[DotationRow]
    total: int


def search_dotations(
    member: Member, criteria: Criteria, *, situation: Situation | None = None, wanted: WantedPage
) -> tuple[Slice, Counts]:
    """The client's dotations that meet the criteria, newest first unless sorted (R22-R24), and how
    many stand at each status, whichever status the criteria ask for.

    Selective terms: hits and figures in one statement. Broad ones: counting and paging apart, which
    spares sorting nearly all the rows of the client (docs/performance.md).
    """
    is_broad = shortest_term(criteria) < SELECTIVE_TERM
    if not (is_broad or criteria.status or wanted.sort or wanted.offset):
        return _first_found(found_dotations(member, criteria, situation), wanted)
    # Unsorted, the newest are the first of an index.
    with in_parallel() if wanted.sort else nullcontext():
        return _counted_then_paged(member, criteria, situation, wanted)


def _counted_then_paged(
    member: Member, criteria: Criteria, situation: Situation | None, wanted: WantedPage
) -> tuple[Slice, Counts]:
    of_all = replace(criteria, status="")
    every = found_dotations(member, of_all, situation)
    if situation:
        # The clock alone moves some of them.
        counts = status_counts(every)
    else:
        counts = kept_counts(member.client_id, of_all, lambda: status_counts(every))
    if not criteria.status:
        return _slice(every, wanted, sum(counts.values())), counts
    total = counts.get(DotationStatus(criteria.status), 0)
    return _slice(found_dotations(member, criteria, situation), wanted, total), counts


def _first_found(hits: DotationQuerySet, wanted: WantedPage) -> tuple[Slice, Counts]:
    counted = {f"n_{status}": Window(Count("pk", filter=Q(status=status))) for status in STATUSES}
    found = list(
        hits.order_by("-id").annotate(**counted).values_list("id", *counted)[: wanted.limit]
    )
    numbers = found[0][1:] if found else ()
    counts = {status: n for status, n in zip(STATUSES, numbers, strict=False) if n}
    return Slice(_in_order([row[0] for row in found]), sum(counts.values())), counts


def order_page(hits: DotationQuerySet, *, total: int, wanted: WantedPage) -> Slice:
    """Some of so many, by matricule unless sorted: that one has its index."""
    if wanted.sort:
        return _slice(hits, wanted, total)
    return Slice(rows_of(hits.by_matricule()[wanted.offset : wanted.offset + wanted.limit]), total)


def _slice(hits: DotationQuerySet, wanted: WantedPage, total: int) -> Slice:
    return Slice(_in_order(_ids(hits, wanted, total)), total)


def _ids(hits: DotationQuerySet, wanted: WantedPage, total: int) -> list[int]:
    """The second half is read from its end: the last page costs what the first does."""
    first, last = wanted.offset, min(wanted.offset + wanted.limit, total)
    if wanted.sort is None:
        return list(hits.order_by("-id").values_list("id", flat=True)[first:last])
    if first * 2 <= total:
        return list(hits.order_by(*wanted.sort.terms()).values_list("id", flat=True)[first:last])
    terms = wanted.sort.terms(from_the_end=True)
    found = hits.order_by(*terms).values_list("id", flat=True)[total - last : max(total - first, 0)]
    return list(found)[::-1]


def _in_order(ids: Sequence[int]) -> list[DotationRow]:
    found = {row.id: row for row in rows_with(Dotation.objects.all(), ids)}
    return [found[dotation_id] for dotation_id in ids if dotation_id in found]
