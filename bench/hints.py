"""What hints cost: a domain that was never seen, a file of known ones, a night's learning."""

from pathlib import Path
from random import Random

from django.db import connection

from bench.data import client_with
from bench.table import Goal, Measure, milliseconds, timed
from escale.hints.actions.learn_domains import learn_domains
from escale.hints.queries import known_domains
from escale.kernel.hints import KnownDomains, suggest_address
from escale.kernel.slips import Targets

REAL = Path(__file__).parents[1] / "escale/kernel/tests/real_domains.txt"
SIZE = 20_000
ROWS = 100_000
FAMILIAR = 20
TURNS = 20


def run() -> list[Goal]:
    domains = [
        domain
        for line in REAL.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for domain in line.split()
    ]
    familiar = frozenset(Random(1).sample(domains, FAMILIAR))
    return [*_of_domains(domains, familiar), *_of_a_client()]


def _of_domains(domains: list[str], familiar: frozenset[str]) -> list[Goal]:
    targets, known = Targets(familiar), KnownDomains(familiar=familiar)
    random = Random(2)
    addresses = [f"p{number}@{random.choice(domains)}" for number in range(ROWS)]
    turns = [timed(lambda: [targets.meant(name) for name in domains]) for _turn in range(TURNS)]
    one = Measure("domain", turns)
    file = timed(lambda: [suggest_address(address, known) for address in addresses])
    return [
        Goal(
            f"hints: a new domain, {FAMILIAR} familiar ones",
            one.median / len(domains) * 1e6,
            500,
            "µs",
        ),
        Goal(f"hints: a file of {ROWS:,} rows, {len(set(domains))} domains", file, 2, "s"),
    ]


def _of_a_client() -> list[Goal]:
    member = client_with(SIZE, code="bench-hints")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dotations_dotation SET account_created_at = now() WHERE client_id = %s",
            [member.client_id],
        )
        cursor.execute("VACUUM ANALYZE dotations_dotation")
    learning = Measure("learning", [timed(learn_domains) for _turn in range(TURNS)])
    asking = Measure(
        "asking", [timed(lambda: known_domains(member.client_id)) for _turn in range(TURNS)]
    )
    print(
        f"client of {SIZE:,} dotations, ms: learning {milliseconds(learning.median)},"
        f" asking what was learned {milliseconds(asking.median)}"
    )
    return [
        Goal(f"hints: learning from {SIZE:,} dotations", learning.median, 2, "s"),
        Goal("hints: what is known, for a page", asking.median * 1000, 10, "ms"),
    ]
