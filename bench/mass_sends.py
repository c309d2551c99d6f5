"""« Envoi en masse » to a whole client: how long the person waits, and how fast the outbox fills.

The goal of the first: 100 000 accepted in two seconds. The peer of the second is what a Django
project does: a loop that locks, changes and saves each dotation, with a message and a line of the
journal.
"""

from statistics import median
from time import perf_counter
from uuid import uuid4

from django.db import transaction

from bench.data import client_with
from bench.goals import Bench, Figures, at_most, faster
from bench.measuring import ROUNDS, timed
from escale.clients.models import Member
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.models import Dotation
from escale.journal.actor import SYSTEM
from escale.mass_sends.actions.advance_mass_send import advance_mass_send
from escale.mass_sends.actions.plan_mass_send import WantedSend, plan_mass_send
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import figures, tally
from escale.tenancy.scopes import client_scope, job_scope

PEER_SIZE = 100
SECONDS_TO_ACCEPT = 2.0
# A page that asks every second.
SECONDS_TO_TELL = 0.5


def measure(size: int) -> Figures:
    rounds = [_round(client_with(size, code=f"sends-{size}-{number}")) for number in range(ROUNDS)]
    return {name: median(figures[name] for figures in rounds) for name in rounds[0]}


def _round(member: Member) -> dict[str, float]:
    """Seconds of each step; microseconds a dotation of queueing."""
    counting, expected = _timed_tally(member)
    accepting, mass_send = _timed_plan(member, expected)
    queueing = _timed_queueing(mass_send)
    telling = timed(lambda: figures(mass_send))
    assert figures(mass_send).planned == expected
    return {
        "counting": counting,
        "accepting": accepting,
        "telling": telling,
        "ours": queueing / expected * 1e6,
        "one action a dotation": _one_by_one(member) * 1e6,
    }


def _timed_tally(member: Member) -> tuple[float, int]:
    begun = perf_counter()
    found = tally(member, Choice()).total
    return perf_counter() - begun, found


def _timed_plan(member: Member, expected: int) -> tuple[float, MassSend]:
    begun = perf_counter()
    with client_scope(member.client_id):
        mass_send = plan_mass_send(member=member, wanted=WantedSend(Choice(), expected, uuid4()))
    return perf_counter() - begun, mass_send


def _timed_queueing(mass_send: MassSend) -> float:
    MassSend.objects.filter(pk=mass_send.pk).update(leaves_at=mass_send.created_at)
    begun = perf_counter()
    with job_scope(MassSend, mass_send.pk):
        advance_mass_send(mass_send_id=mass_send.pk)
    return perf_counter() - begun


def _one_by_one(member: Member) -> float:
    """Seconds for one."""
    ids = list(
        Dotation.objects.filter(client=member.client).values_list("pk", flat=True)[:PEER_SIZE]
    )

    def loop() -> None:
        for dotation_id in ids:
            with transaction.atomic():
                resend_activation(actor=SYSTEM, dotation_id=dotation_id)

    return timed(loop) / len(ids)


BENCHES = (
    Bench(
        "Mass send, dotations", "µs each", (10_000,), (100_000,),
        (
            at_most(SECONDS_TO_ACCEPT, "s", what="counting who is written to", ours="counting"),
            at_most(SECONDS_TO_ACCEPT, "s", what="accepting it", ours="accepting"),
            at_most(SECONDS_TO_TELL, "s", what="telling how far it is", ours="telling"),
            faster("one action a dotation", 10, what="queueing / one action a dotation"),
        ),
        measure,
    ),
)  # fmt: skip
