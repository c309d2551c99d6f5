from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
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
        return _queue_again(sending.filter(pk__in=list(locked.values_list("pk", flat=True))))


def _queue_again(messages: "QuerySet[OutgoingMessage]") -> int:
    return messages.update(
        state=MessageState.QUEUED, next_attempt_at=Now(), lease_until=None, lease_token=None
    )
