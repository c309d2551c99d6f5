"""Search among 300 000 dotations of one client: ours against icontains on each field.

The peer is what a Django project ships: Q(icontains) OR-ed over the five fields, with Paginator's
two statements. It does not even fold accents.
"""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.db.models import Q

from bench.data import client_with
from bench.table import Goal, Measure, milliseconds, timed
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.queries import search_dotations
from escale.dotations.search import Criteria

ROWS = 300_000
REPETITIONS = 5
# What managers type: exact, prefix, name, three letters, phone, two words, broad ones, no hit.
TERMS = (
    "123456", "1234", "marchand", "har", "eloise", "louise.martin42", "entreprise3", "0612345678",
    "8937", "marie dubois", "yopmail", "du", "a", "zzzzzz",
)  # fmt: skip
FIELDS = ("matricule", "last_name", "first_name", "email", "phone")
P95_LIMIT_MS = 150.0


def run() -> list[Goal]:
    member = client_with(ROWS, code="bench-search")
    ours = {term: _ours(member, term) for term in TERMS}
    fields = {term: _by_field(member, term) for term in ("marchand", "mar", "a")}
    peer = {term: _peer(member, term) for term in TERMS}
    print(f"search, {ROWS:,} dotations of one client, ms (median of {REPETITIONS})")
    print(f"{'term':18} {'ours':>8} {'icontains':>10} {'ratio':>6}")
    for term in TERMS:
        ratio = peer[term].median / ours[term].median
        print(
            f"{term:18} {milliseconds(ours[term].median)} "
            f"{milliseconds(peer[term].median):>10} {ratio:6.1f}"
        )
    for term, measure in fields.items():
        print(f"{'Nom = ' + term:18} {milliseconds(measure.median)}")
    every = Measure(
        "ours", [second for m in (*ours.values(), *fields.values()) for second in m.seconds]
    )
    theirs = Measure("peer", [second for m in peer.values() for second in m.seconds])
    return [
        Goal("search 300k: p95, any term", every.percentile(95) * 1000, P95_LIMIT_MS, "ms"),
        Goal("search 300k: p50 / icontains p50", every.median / theirs.median, 1 / 3, "x"),
        Goal(
            "search 300k: p95 / icontains p95",
            every.percentile(95) / theirs.percentile(95),
            0.5,
            "x",
        ),
    ]


def _ours(member: Member, term: str) -> Measure:
    criteria = Criteria(anything=term)
    return _measured(term, lambda: search_dotations(member, criteria, limit=50))


def _by_field(member: Member, term: str) -> Measure:
    criteria = Criteria(last_name=term)
    return _measured(term, lambda: search_dotations(member, criteria, limit=50))


def _peer(member: Member, term: str) -> Measure:
    def page() -> None:
        condition = Q()
        for field in FIELDS:
            condition |= Q(**{f"{field}__icontains": term})
        rows = Dotation.objects.filter(condition, client_id=member.client_id).order_by("-id")
        first = Paginator(rows.select_related("order"), 50).page(1)
        list(first.object_list)
        _ = first.paginator.count

    return _measured(term, page)


def _measured(name: str, action: Callable[[], object]) -> Measure:
    action()
    return Measure(name, [timed(action) for _ in range(REPETITIONS)])
