from django.db.models.functions import Now

from escale.kernel.many import texts
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import SETTLED, MessageState


def cancel_messages(*, about: str | list[str]) -> int:
    """Stops every message about this, or these, that has not left yet; how many.

    A message in a worker's hands is stopped too: the worker looks at its lease before it sends. If
    its recipient's server is taking it at this very moment, it has left, and stays cancelled here.
    """
    return (
        OutgoingMessage.objects.filter(
            about__in=texts([about] if isinstance(about, str) else about)
        )
        .exclude(state__in=SETTLED)
        .update(
            state=MessageState.CANCELLED,
            next_attempt_at=None,
            lease_until=None,
            lease_token=None,
            settled_at=Now(),
        )
    )
