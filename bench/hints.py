"""What hints cost: a domain that was never seen, a file of known ones, a night's learning."""

from pathlib import Path
from random import Random

from django.db import connection

from bench.data import client_with
from bench.goals import Bench, Figures, at_most
from bench.measuring import clocked, in_turn
from escale.hints.actions.learn_domains import learn_domains
from escale.hints.queries import known_domains
from escale.kernel.hints import KnownDomains, suggest_address
from escale.kernel.slips import Targets

REAL = Path(__file__).parents[1] / "escale/kernel/tests/real_domains.txt"
FAMILIAR = 20


def of_domains(rows: int) -> Figures:
    """Microseconds for a new domain; seconds for a file of so many rows."""
    lines = REAL.read_text(encoding="utf-8").splitlines()
    domains = [name for line in lines if not line.startswith("#") for name in line.split()]
    familiar = frozenset(Random(1).sample(domains, FAMILIAR))
    targets, known = Targets(familiar), KnownDomains(familiar=familiar)
    random = Random(2)
    addresses = [f"p{number}@{random.choice(domains)}" for number in range(rows)]
    measures = in_turn(
        {
            "new": clocked(lambda: [targets.meant(name) for name in domains]),
            "file": clocked(lambda: [suggest_address(address, known) for address in addresses]),
        }
    )
    return {"new": measures["new"].median / len(domains) * 1e6, "file": measures["file"].median}


def of_a_client(size: int) -> Figures:
    """Seconds to learn, milliseconds to ask."""
    member = client_with(size, code="bench-hints")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dotations_dotation SET account_created_at = now() WHERE client_id = %s",
            [member.client_id],
        )
        cursor.execute("VACUUM ANALYZE dotations_dotation")
    learning, asking = clocked(learn_domains), clocked(lambda: known_domains(member.client_id))
    measures = in_turn({"learning": learning, "asking": asking})
    return {"learning": measures["learning"].median, "asking": measures["asking"].median * 1000}


BENCHES = (
    Bench(
        "Hints, rows of a file", "s", (100_000,), (100_000,),
        (
            at_most(500, "µs", what=f"a new domain, {FAMILIAR} familiar ones", ours="new"),
            at_most(2, "s", what="the whole file", ours="file"),
        ),
        of_domains,
    ),
    Bench(
        "Hints, dotations of a client", "s", (20_000,), (20_000,),
        (
            at_most(2, "s", what="learning from them", ours="learning"),
            at_most(10, "ms", what="what is known, for a page", ours="asking"),
        ),
        of_a_client,
    ),
)  # fmt: skip
