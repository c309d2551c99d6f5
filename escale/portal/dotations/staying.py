"""Rows that somebody reads stay where they are: a page that asks again gets the rows that it shows.

Until the person leaves or searches again, whatever becomes of them: one that no longer meets the
criterion is marked, and out of all figures; one that meets it since is announced, not inserted.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import DotationRow, rows_with
from escale.dotations.tables import Slice

# What the browser shows already: the identifiers of its rows, in their order.
HEADER = "Live-Rows"
MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows` to draw; `out` of them no longer found; `entered`: how many found ones are not
    there."""

    rows: list[DotationRow]
    out: frozenset[int] = frozenset()
    entered: int = 0


def staying(
    request: HttpRequest, found: Slice, *, visible: DotationQuerySet, hits: DotationQuerySet
) -> Shown:
    """Of a page that shows rows already, these; of a new one, what was found."""
    shown = _shown_ids(request)
    if not shown:
        return Shown(found.rows)
    known = {row.id: row for row in found.rows}
    elsewhere = [dotation_id for dotation_id in shown if dotation_id not in known]
    # On another page by now, or nowhere.
    still = set(hits.filter(pk__in=elsewhere).values_list("pk", flat=True)) if elsewhere else set()
    known |= {row.id: row for row in rows_with(visible, elsewhere)}
    return Shown(
        [known[dotation_id] for dotation_id in shown if dotation_id in known],
        frozenset(elsewhere) - still,
        sum(row.id not in shown for row in found.rows),
    )


def _shown_ids(request: HttpRequest) -> list[int]:
    """In their order; nothing of what is no number."""
    told = request.headers.get(HEADER, "")[: MOST * 20].split(",")
    return [int(one) for one in dict.fromkeys(told[:MOST]) if one.isascii() and one.isdigit()]
