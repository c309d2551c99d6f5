"""Search in one client among many: ours against icontains on each field.

The peer is what a Django project ships: Q(icontains) OR-ed over the five fields, with Paginator's
two statements. It does not even fold accents. Ours runs behind the wall, the peer without one. The
limits: the client's rows read and compared one by one; the same texts searched in memory; counting
the hits of the broadest term over the covering index; one row read by its key.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Count, Q, Window

from bench.goals import Bench, Figures, Goal, at_most, faster, within
from bench.measuring import ROUNDS, Measure, clocked, in_turn, timed
from bench.worlds import Employer, member_of, world
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.queries import dotation_row
from escale.dotations.search import Criteria
from escale.dotations.tables import WantedPage, search_dotations
from escale.kernel.phones import phone_digits
from escale.kernel.text import fold
from escale.tenancy.scopes import client_scope

SMALL, MIDDLE = Employer(100, 1), Employer(1_000, 10)
LARGE = {200_000: Employer(10_000, 10), 10_000_000: Employer(25_000, 12)}
# The rest of each world, and the world without it that cost is compared with.
OTHERS = {
    20_000: [Employer(99, 10)] * 10,
    100_000: [Employer(400, 10)] * 20 + [Employer(83, 12)] * 10,
    200_000: [Employer(400, 10)] * 20 + [Employer(83, 12)] * 10,
    10_000_000: (
        [Employer(25_000, 12)] * 10 + [Employer(2_500, 12)] * 100
        + [Employer(834, 12)] * 300 + [Employer(84, 12)] * 680
    ),
}  # fmt: skip
WITHOUT_THE_REST = {200_000: 20_000, 10_000_000: 100_000}
KEPT_FROM = 1_000_000
FIELDS = ("matricule", "last_name", "first_name", "email", "phone")
SELECTIVE, FEW_HITS = 3, 0.01
BROADEST = "a"


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    hits: int

    def is_selective(self, rows: int) -> bool:
        return len(self.text) >= SELECTIVE and self.hits < rows * FEW_HITS


def measured(employer: Employer, rows: int) -> dict[str, float]:
    """Milliseconds over all terms, in the world of so many rows; worst ratios of one term."""
    with in_world(rows):
        member = member_of(employer)
        texts = _texts(member)
        terms = [Term(text, _found(texts, text)) for text in _kinds(member)]
        by_term = {term: in_turn(_ways(member, texts, term.text)) for term in terms}
        broadest = in_turn({"count": clocked(partial(_count, member, BROADEST))})["count"]
        key = in_turn({"key": walled(member, partial(_by_key, member))}, rounds=ROUNDS * 4)["key"]
    figures = {"one row by its key": key.median * 1000}
    for way in ("ours", "icontains"):
        every = Measure([second for found in by_term.values() for second in found[way].seconds])
        for rank in (50, 95, 99):
            figures[f"{way} p{rank}"] = every.percentile(rank) * 1000
    slowest = max(found["ours"].median for found in by_term.values())
    selective = {t: by_term[t] for t in terms if t.is_selective(employer.dotations)}
    return figures | {
        "worst / scan": _worst(by_term, "scan"),
        "selective / memory": _worst(selective, "memory"),
        "slowest": slowest * 1000,
        "count": broadest.median * 1000,
    }


def with_and_without_the_rest(employer: Employer, rows: int) -> Figures:
    alone = measured(employer, WITHOUT_THE_REST[rows])["ours p50"]
    return measured(employer, rows) | {"without the rest": alone}


def in_world(rows: int) -> AbstractContextManager[None]:
    employers = [SMALL, MIDDLE, *OTHERS[rows]]
    if rows in LARGE:
        employers.insert(0, LARGE[rows])
    return world(f"escale_bench_world_{rows}", employers, is_kept=True)


def _worst(by_term: Mapping[Term, Mapping[str, Measure]], limit: str) -> float:
    return max(found["ours"].median / found[limit].median for found in by_term.values())


def _ways(member: Member, texts: bytes, term: str) -> dict[str, Callable[[], float]]:
    return {
        "ours": walled(member, partial(_ours, member, term)),
        "icontains": clocked(partial(_icontains, member, term)),
        "scan": partial(_scan, member, term),
        "memory": clocked(partial(_found, texts, term)),
    }


def _kinds(member: Member) -> list[str]:
    """What managers type: exact, prefix, a name, three letters, a phone, two words, no hit…"""
    row = Dotation.objects.filter(client=member.client).order_by("id")[40]
    last, first, phone = fold(row.last_name), fold(row.first_name), phone_digits(row.phone)
    return [
        row.matricule, row.matricule[:4], last, last[1:4], first, row.email, row.email[:8], phone,
        phone[-4:], f"{last} {first[:3]}", "@" + row.email.partition("@")[2], last[:2], BROADEST,
        "zqzqz",
    ]  # fmt: skip


def walled(member: Member, action: Callable[[], object]) -> Callable[[], float]:
    """As a page: the scope of the client is open already."""

    def run() -> float:
        with client_scope(member.client_id):
            return timed(action)

    return run


def _ours(member: Member, term: str) -> None:
    search_dotations(member, Criteria(anything=term), wanted=WantedPage(50))


def _icontains(member: Member, text: str) -> None:
    rows = Dotation.objects.filter(client_id=member.client_id).order_by("-id")
    for word in text.split():
        condition = Q()
        for field in FIELDS:
            condition |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(condition)
    first = Paginator(rows.select_related("order"), 50).page(1)
    list(first.object_list)
    _ = first.paginator.count


def _scan(member: Member, text: str) -> float:
    """Each row of the client read in its table: hits, their number, the page of them."""
    hits = Dotation.objects.filter(client_id=member.client_id).order_by("-id")
    for word in text.split():
        hits = hits.filter(search__contains=word)
    numbered = hits.annotate(total=Window(Count("*"))).values_list("id", "total")

    def page() -> None:
        ids = [identifier for identifier, _total in numbered[:50]]
        list(Dotation.objects.filter(pk__in=ids).values_list(*FIELDS))

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off"
            )
        return timed(page)


def _count(member: Member, term: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM dotations_dotation WHERE client_id = %s AND search LIKE %s",
            [member.client_id, f"%{term}%"],
        )


def _by_key(member: Member) -> None:
    dotation_row(Dotation.objects.visible_to(member), 0)


def _texts(member: Member) -> bytes:
    found = Dotation.objects.filter(client=member.client).values_list("search", flat=True)
    return "\n".join(found).encode()


def _found(texts: bytes, text: str) -> int:
    """Lines that hold the first word."""
    word, hits, place = text.split()[0].encode(), 0, 0
    while (place := texts.find(word, place)) >= 0:
        hits += 1
        end = texts.find(b"\n", place)
        place = len(texts) if end < 0 else end
    return hits


EVERY_TERM: tuple[Goal, ...] = (
    at_most(3, "x", what="worst term / plain scan of the client", ours="worst / scan"),
)
ALONE = within("without the rest", 1.5, what="p50 / with few other rows", ours="ours p50")
BENCHES = (
    Bench(
        "Search, client of 100, rows", "ms", (200_000,), (10_000_000,),
        (
            within("one row by its key", 2, what="p99 / one row by its key", ours="ours p99"),
            faster("icontains p99", 1 / 1.3, what="p99 / icontains", ours="ours p99"),
            *EVERY_TERM,
            ALONE,
        ),
        partial(with_and_without_the_rest, SMALL),
    ),
    Bench(
        "Search, client of 10 k, rows", "ms", (200_000,), (10_000_000,),
        (
            faster("icontains p50", 5, what="p50 / icontains", ours="ours p50"),
            faster("icontains p99", 4, what="p99 / icontains", ours="ours p99"),
            *EVERY_TERM,
            ALONE,
        ),
        partial(with_and_without_the_rest, MIDDLE),
    ),
    Bench(
        "Search, largest client, rows", "ms", (200_000,), (10_000_000,),
        (
            faster("icontains p50", 15, what="p50 / icontains", ours="ours p50"),
            faster("icontains p95", 8, what="p95 / icontains", ours="ours p95"),
            faster("icontains p99", 8, what="p99 / icontains", ours="ours p99"),
            at_most(
                3, "x", what="worst selective term / texts in memory", ours="selective / memory"
            ),
            within("count", 1.5, what="slowest term / counting the broadest", ours="slowest"),
            *EVERY_TERM,
        ),
        lambda rows: measured(LARGE[rows], rows),
    ),
)  # fmt: skip
