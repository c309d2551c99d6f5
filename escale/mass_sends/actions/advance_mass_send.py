from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models.functions import Now

from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.dotations.brake import Brake
from escale.dotations.errors import Braked, DotationRefused, SentLately
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail
from escale.journal.actions.record import record
from escale.kernel import clock
from escale.kernel.many import numbers
from escale.mass_sends.choices import Choice
from escale.mass_sends.models import MassSend, MassSendRow
from escale.mass_sends.queries import lock_mass_send
from escale.mass_sends.states import RowState, SendEvent, SendStatus, Verdict, next_status
from escale.mass_sends.verdicts import reminded_lately

# Short enough for a stop to be felt at once, and for nobody to wait for a row.
BATCH = 1_000


def advance_mass_send(
    *, mass_send_id: int, should_stop: Callable[[], bool] = lambda: False
) -> bool:
    """Queue what a due send has not queued yet; whether all of it is in the outbox.

    Each batch is one transaction: a worker killed at any moment leaves whole batches, and the next
    one goes on from there.
    """
    while not should_stop():
        if not _advance(mass_send_id):
            return True
    return False


@transaction.atomic
def _advance(mass_send_id: int) -> bool:
    """One batch, under the send's lock; False when there is nothing more to do."""
    mass_send = lock_mass_send(mass_send_id)
    if mass_send.is_planned and mass_send.leaves_at <= clock.database_now():
        _move(mass_send, SendEvent.STARTED)
    if mass_send.status != SendStatus.SENDING:
        return False
    planned = mass_send.rows.filter(state=RowState.PLANNED).order_by("dotation_id")
    ids = list(planned.values_list("dotation_id", flat=True)[:BATCH])
    if not ids:
        _finish(mass_send)
        return False
    _send_to(mass_send, ids)
    return True


def _send_to(mass_send: MassSend, ids: Sequence[int]) -> None:
    """By the same action as a row's blue square: what changed meanwhile is refused, and told."""
    mail = Choice.restored(mass_send.scope, mass_send.choice).mail
    is_braked = not mass_send.includes_recent
    written = _written_meanwhile(ids) if is_braked and mail != Mail.ACTIVATION else set()
    brake = Brake.WHOLE if is_braked else Brake.OFF
    wanted = [WantedContact(pk, mail=mail, brake=brake) for pk in ids if pk not in written]
    result = correct_contacts(actor=mass_send.actor, wanted=wanted)
    _mark_queued(mass_send, list(result.done))
    refused: dict[int, str] = dict.fromkeys(written, Verdict.RECENT.value)
    refused |= {key: _said(refusal) for key, refusal in result.refused.items()}
    # Gone meanwhile: no dotation is ever removed from a real portal.
    refused |= {key: "" for key in ids if key not in result.done and key not in refused}
    for dotation_id, reason in refused.items():
        mass_send.rows.filter(dotation_id=dotation_id).update(state=RowState.REFUSED, reason=reason)


def _written_meanwhile(ids: Sequence[int]) -> set[int]:
    """Of the application. Held from here on: nobody writes to them between this look and ours."""
    held = Dotation.objects.select_for_update(of=("self",)).filter(pk__in=numbers(ids))
    list(held.order_by("pk").values_list("pk", flat=True))
    recent = Dotation.objects.filter(reminded_lately(), pk__in=numbers(ids))
    return set(recent.values_list("pk", flat=True))


def _mark_queued(mass_send: MassSend, ids: list[int]) -> None:
    rows, dotations = MassSendRow._meta.db_table, Dotation._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {rows} AS wanted SET state = %s, message_id = dotation.last_message_id
            FROM {dotations} AS dotation
            WHERE dotation.id = wanted.dotation_id AND wanted.mass_send_id = %s
              AND wanted.dotation_id = ANY(%s)
            """,  # noqa: S608  # names of our own tables
            [RowState.QUEUED, mass_send.pk, ids],
        )


def _said(refusal: DotationRefused) -> str:
    if isinstance(refusal, Braked):
        return (Verdict.RECENT if isinstance(refusal, SentLately) else Verdict.OFTEN).value
    return str(refusal)[: MassSendRow._meta.get_field("reason").max_length]


def _finish(mass_send: MassSend) -> None:
    _move(mass_send, SendEvent.QUEUED_WHOLE)
    record(
        actor=mass_send.actor,
        verb="mass-send-queued",
        about=mass_send.about,
        client_id=mass_send.client_id,
    )


def _move(mass_send: MassSend, event: SendEvent) -> None:
    status = next_status(mass_send.status, event)
    if status is None:
        return
    mass_send.status = status
    ended_at = Now() if status == SendStatus.DONE else None
    MassSend.objects.filter(pk=mass_send.pk).update(status=status, ended_at=ended_at)
