from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState


def release_messages(*, lease_token: UUID | None = None) -> int:
    """Back to the queue: what a worker hands back or, without a token, what dead workers held."""
    sending = OutgoingMessage.objects.filter(state=MessageState.SENDING)
    if lease_token is None:
        held = OutgoingMessage.objects.lease_over()
    else:
        held = sending.filter(lease_token=lease_token)
    with transaction.atomic():
        locked = held.select_for_update(skip_locked=True, no_key=True)
        messages = sending.filter(pk__in=list(locked.values_list("pk", flat=True)))
        # Handed back, nobody was asked; what a dead worker did, nobody knows.
        return _queue_again(messages, was_tried=lease_token is None)


def _queue_again(messages: "QuerySet[OutgoingMessage]", *, was_tried: bool) -> int:
    return messages.update(
        state=MessageState.QUEUED,
        attempts=F("attempts") - (0 if was_tried else 1),
        next_attempt_at=Now(),
        lease_until=None,
        lease_token=None,
    )
