from django.db import transaction
from django.db.models.functions import Now

from escale.dotations.actions.return_to_last_mail import return_to_last_mail
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.actions.cancel_these_messages import cancel_these_messages
from escale.mass_sends.errors import SendEnded
from escale.mass_sends.models import MassSend
from escale.mass_sends.queries import figures, lock_mass_send
from escale.mass_sends.states import RowState, SendEvent, SendStatus, next_status


@transaction.atomic
def stop_mass_send(*, actor: Actor, mass_send_id: int) -> MassSend:
    """« Annuler l'envoi » in its minute: nothing leaves. Later: nothing more does.

    What a worker is handing over at this very moment may still leave. A second click changes
    nothing. Raises SendEnded where all of it has left.
    """
    mass_send = lock_mass_send(mass_send_id)
    if mass_send.stopped_by:
        return mass_send
    status = next_status(mass_send.status, SendEvent.STOP_ASKED)
    if status is None or not figures(mass_send).unsettled:
        raise SendEnded
    mass_send.rows.filter(state=RowState.PLANNED).update(state=RowState.STOPPED)
    if status == SendStatus.STOPPED:
        _cancel_queued(mass_send)
    MassSend.objects.filter(pk=mass_send.pk).update(
        status=status, ended_at=Now(), stopped_by=actor.label
    )
    record(
        actor=actor, verb="mass-send-stopped", about=mass_send.about, client_id=mass_send.client_id
    )
    mass_send.refresh_from_db()
    return mass_send


def _cancel_queued(mass_send: MassSend) -> None:
    queued = mass_send.rows.filter(state=RowState.QUEUED, message__isnull=False)
    ids = list(queued.values_list("message_id", flat=True))
    cancel_these_messages(ids=ids)
    return_to_last_mail(cancelled=ids)
