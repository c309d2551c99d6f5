"""The table of a search, sorted by each of its columns: a client of 300 000, a term that finds all.

No index is kept for it, so there is no peer: the goal is what somebody waits for. The figures of
the search are those of its first page, unless they are counted again (« cold »).
"""

from functools import partial
from itertools import product

from bench.goals import Bench, Figures, Goal, at_most
from bench.measuring import in_turn
from bench.search import BROADEST, SMALL, walled
from bench.worlds import Employer, member_of, world
from escale.clients.models import Member
from escale.dotations import kept_counts
from escale.dotations.search import Criteria
from escale.dotations.sorting import Column, Sort
from escale.dotations.tables import WantedPage, search_dotations

EMPLOYERS = {300_000: Employer(25_000, 12)}
PAGE_SIZE = 50
PAGES = ("first", "middle", "last", "cold first")
ROUNDS = 20
MOST = 300
DIRECTIONS = {"up": False, "down": True}


def measured(dotations: int) -> Figures:
    """p95 of each sort on each page, in milliseconds."""
    employer = EMPLOYERS[dotations]
    offsets = {
        "first": 0,
        "middle": dotations // 2 - PAGE_SIZE,
        "last": dotations - PAGE_SIZE,
        "cold first": 0,
    }
    with world(f"escale_bench_sorting_{dotations}", [employer, SMALL], is_kept=True):
        member = member_of(employer)
        found = in_turn(
            {
                f"{column} {way} {page}": walled(
                    member,
                    partial(
                        _sorted,
                        member,
                        Sort(column, is_down),
                        offsets[page],
                        page.startswith("cold"),
                    ),
                )
                for column, (way, is_down), page in product(Column, DIRECTIONS.items(), PAGES)
            },
            rounds=ROUNDS,
        )
    return {name: measure.percentile(95) * 1000 for name, measure in found.items()}


def _sorted(member: Member, sort: Sort, offset: int, is_cold: bool) -> None:
    if is_cold:
        kept_counts._kept.clear()
    wanted = WantedPage(PAGE_SIZE, offset, sort)
    page, _counts = search_dotations(member, Criteria(anything=BROADEST), wanted=wanted)
    assert len(page.rows) == PAGE_SIZE


def goal(column: Column, way: str, page: str) -> Goal:
    title = f"{column}, {way}, {page} page, p95"
    return at_most(MOST, "ms", what=title, ours=f"{column} {way} {page}")


BENCHES = (
    Bench(
        "Sorted table, client of",
        "ms",
        (300_000,),
        (300_000,),
        tuple(goal(*kind) for kind in product(Column, DIRECTIONS, PAGES)),
        measured,
    ),
)
