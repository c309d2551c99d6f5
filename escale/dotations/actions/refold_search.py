from django.db import transaction

from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.kernel.many import numbers

BATCH = 1_000


def refold_search() -> int:
    """The column of the search as it is folded now, of rows written before; how many differed.

    Run again, it changes nothing; it may be stopped, and goes on from the start.
    """
    changed, last = 0, 0
    while ids := list(_after(last)):
        changed += _refold(ids)
        last = ids[-1]
    return changed


def _after(last: int) -> list[int]:
    rows = Dotation.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _refold(ids: list[int]) -> int:
    held = Dotation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers(ids))
    former = [row for row in held.order_by("pk") if row.search != search_of(row)]
    for row in former:
        row.search = search_of(row)
    Dotation.objects.bulk_update(former, ["search"])
    return len(former)
