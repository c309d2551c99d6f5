from collections.abc import Sequence

from django.db.models import QuerySet
from django.db.models.functions import Now

from escale.kernel.many import numbers, texts
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import SETTLED, MessageState


def cancel_messages(*, about: str | list[str]) -> int:
    """Stops every message about this, or these, that has not left yet; how many.

    A message in a worker's hands is stopped too: the worker looks at its lease before it sends. If
    its recipient's server is taking it at this very moment, it has left, and stays cancelled here.
    """
    abouts = [about] if isinstance(about, str) else about
    return _cancel(OutgoingMessage.objects.filter(about__in=texts(abouts)))


def cancel_these_messages(*, ids: Sequence[int]) -> int:
    """The same for messages that are known by their numbers, and for no newer one."""
    return _cancel(OutgoingMessage.objects.filter(pk__in=numbers(ids)))


def _cancel(messages: "QuerySet[OutgoingMessage]") -> int:
    return messages.exclude(state__in=SETTLED).update(
        state=MessageState.CANCELLED,
        next_attempt_at=None,
        lease_until=None,
        lease_token=None,
        settled_at=Now(),
    )
