"""The life of an outgoing text: it leaves once at most."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextState(models.TextChoices):
    QUEUED = "queued", _("en attente")
    SENDING = "sending", _("en cours d’envoi")
    # The gateway took it, and it is paid for.
    SENT = "sent", _("envoyé")
    DELIVERED = "delivered", _("remis")
    FAILED = "failed", _("échec")
    CANCELLED = "cancelled", _("annulé")


# What may follow what. From `sending` nothing goes back to the queue: nobody knows whether a text
# whose worker died has left. A gateway that did not answer may tell later that it had taken it.
TRANSITIONS: dict[TextState, frozenset[TextState]] = {
    TextState.QUEUED: frozenset({TextState.SENDING, TextState.CANCELLED}),
    TextState.SENDING: frozenset({TextState.SENT, TextState.DELIVERED, TextState.FAILED}),
    TextState.SENT: frozenset({TextState.DELIVERED, TextState.FAILED}),
    TextState.DELIVERED: frozenset(),
    TextState.FAILED: frozenset({TextState.SENT, TextState.DELIVERED}),
    TextState.CANCELLED: frozenset(),
}

# Nothing more is awaited; a text that was sent still awaits its report.
SETTLED = frozenset({TextState.DELIVERED, TextState.FAILED, TextState.CANCELLED})


def can_follow(before: TextState, after: TextState, *, was_accepted: bool) -> bool:
    """A text refused after it was accepted is not accepted again by a report that comes late."""
    if after == TextState.SENT and was_accepted:
        return False
    return after in TRANSITIONS[before]
