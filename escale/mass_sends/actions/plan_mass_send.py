from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from escale.clients.models import Client, Member
from escale.journal.actions.record import record
from escale.kernel import clock
from escale.mass_sends.choices import Choice, dotations_of
from escale.mass_sends.deferred import ADVANCE_MASS_SEND
from escale.mass_sends.errors import NobodyToWriteTo, SendChanged
from escale.mass_sends.models import MassSend, MassSendRow
from escale.mass_sends.queries import tally
from escale.mass_sends.states import RowState, Verdict
from escale.mass_sends.verdicts import with_verdicts

# « Annuler l'envoi » stops all of it.
TO_CHANGE_ONE_S_MIND = timedelta(seconds=60)


# In the journal: those who were written to lately, or ten times, are among them.
OVERRIDE = "recent"


@dataclass(frozen=True, slots=True)
class WantedSend:
    """What the person confirmed: `expected` is the number of e-mails that they saw."""

    choice: Choice
    expected: int
    request_id: UUID
    includes_recent: bool = False


@transaction.atomic
def plan_mass_send(*, member: Member, wanted: WantedSend) -> MassSend:
    """Everybody of the scope, to be written to in a minute; the same form again is the same send.

    Nothing is queued yet, so that it can be taken back whole. Raises NobodyToWriteTo and
    SendChanged.
    """
    # Held: of two managers at once, the second sees whom the first has taken.
    client = Client.objects.select_for_update(no_key=True).get(pk=member.client_id)
    known = MassSend.objects.filter(client=client, request_id=wanted.request_id).first()
    if known is not None:
        return known
    found = tally(member, wanted.choice, includes_recent=wanted.includes_recent)
    if not found.total:
        raise NobodyToWriteTo
    if found.total != wanted.expected:
        raise SendChanged
    mass_send = _made(member, wanted, closed=found.closed)
    rows = with_verdicts(
        dotations_of(member, wanted.choice),
        wanted.choice.mail,
        includes_recent=wanted.includes_recent,
    )
    _add_rows(mass_send, rows)
    record(
        actor=member.actor,
        verb="mass-send-planned",
        about=mass_send.about,
        client_id=mass_send.client_id,
        changes={"scope": ("", mass_send.scope), "mails": ("", str(found.total))}
        | ({"override": ("", OVERRIDE)} if wanted.includes_recent else {}),
    )
    ADVANCE_MASS_SEND.configure(schedule_at=mass_send.leaves_at).defer(mass_send_id=mass_send.pk)
    return mass_send


def _made(member: Member, wanted: WantedSend, *, closed: int) -> MassSend:
    now = clock.database_now()
    return MassSend.objects.create(
        client_id=member.client_id,
        request_id=wanted.request_id,
        scope=wanted.choice.scope,
        choice=wanted.choice.stored(),
        includes_recent=wanted.includes_recent,
        author=member.actor.label,
        user_id=member.actor.user_id,
        leaves_at=now + TO_CHANGE_ONE_S_MIND,
        closed=closed,
    )


def _add_rows(mass_send: MassSend, rows: QuerySet[Any]) -> None:
    """All of them in one statement, whatever their number."""
    found, values = (
        rows.exclude(verdict=Verdict.CLOSED)
        .order_by()
        .values_list("pk", "verdict")
        .query.sql_with_params()
    )
    table = MassSendRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {table} (mass_send_id, dotation_id, state, reason)
            SELECT %s, id, CASE verdict WHEN %s THEN %s ELSE %s END,
                   CASE verdict WHEN %s THEN '' ELSE verdict END
            FROM ({found}) AS found(id, verdict)
            """,  # noqa: S608  # Django's own statement, with its values apart
            [
                mass_send.pk,
                Verdict.INCLUDED,
                RowState.PLANNED,
                RowState.EXCLUDED,
                Verdict.INCLUDED,
                *values,
            ],
        )
