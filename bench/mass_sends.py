"""« Envoi en masse » to a whole client: how long the person waits, and how fast the outbox fills.

The goal of the first: 100 000 accepted in two seconds. The peer of the second is what a Django
project does: a loop that locks, changes and saves each dotation, with a message and a line of the
journal.
"""

from time import perf_counter
from uuid import uuid4

from django.db import connection, transaction

from bench.data import client_with
from bench.table import Goal
from escale.clients.models import Member
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.actor import SYSTEM
from escale.mass_sends.actions.advance_mass_send import advance_mass_send
from escale.mass_sends.actions.plan_mass_send import WantedSend, plan_mass_send
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import figures, tally
from escale.tenancy.scopes import client_scope, job_scope

SIZE = 100_000
PEER_SIZE = 1_000
SECONDS_TO_ACCEPT = 2.0
# A page that asks every second.
SECONDS_TO_TELL = 0.5


def run() -> list[Goal]:
    member = client_with(SIZE, code="bench-mass-send")
    Dotation.objects.filter(client=member.client).update(status=DotationStatus.AWAITING_ACTIVATION)
    counting, expected = _timed_tally(member)
    accepting, mass_send = _timed_plan(member, expected)
    queueing = _timed_queueing(mass_send)
    begun = perf_counter()
    assert figures(mass_send).planned == expected
    telling = perf_counter() - begun
    one_by_one = _one_by_one(member)
    return [
        Goal(f"mass send {SIZE:,}: seconds to count", counting, SECONDS_TO_ACCEPT, "s"),
        Goal(f"mass send {SIZE:,}: seconds to accept", accepting, SECONDS_TO_ACCEPT, "s"),
        Goal(f"mass send {SIZE:,}: seconds to say how far it is", telling, SECONDS_TO_TELL, "s"),
        Goal(
            "mass send: queueing / one action a dotation",
            queueing / expected / one_by_one,
            1 / 10,
            "x",
        ),
    ]


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
    ids = Dotation.objects.filter(client=member.client).values_list("pk", flat=True)[:PEER_SIZE]
    begun = perf_counter()
    for dotation_id in ids:
        with transaction.atomic():
            resend_activation(actor=SYSTEM, dotation_id=dotation_id)
    seconds = perf_counter() - begun
    connection.close()
    return seconds / PEER_SIZE
