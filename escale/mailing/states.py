"""The life of an outgoing message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    QUEUED = "queued", _("en attente")
    SENDING = "sending", _("en cours d’envoi")
    DEFERRED = "deferred", _("différé")
    SENT = "sent", _("envoyé")
    # Its recipient's server said that it has it; most servers say nothing.
    DELIVERED = "delivered", _("remis")
    FAILED = "failed", _("échec")
    CANCELLED = "cancelled", _("annulé")


# What may follow what. `sending` is a lease: when its worker dies, the message is queued again.
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    MessageState.QUEUED: frozenset({MessageState.SENDING, MessageState.CANCELLED}),
    MessageState.SENDING: frozenset(
        {
            MessageState.SENT,
            MessageState.FAILED,
            MessageState.DEFERRED,
            MessageState.QUEUED,
            MessageState.CANCELLED,
        }
    ),
    MessageState.DEFERRED: frozenset({MessageState.SENDING, MessageState.CANCELLED}),
    # It came back (escale/bounces).
    MessageState.SENT: frozenset({MessageState.DELIVERED, MessageState.FAILED}),
    MessageState.DELIVERED: frozenset({MessageState.FAILED}),
    MessageState.FAILED: frozenset(),
    MessageState.CANCELLED: frozenset(),
}

WAITING = frozenset({MessageState.QUEUED, MessageState.DEFERRED})
# The relay took it, and nothing came back.
GONE = frozenset({MessageState.SENT, MessageState.DELIVERED})
SETTLED = GONE | {MessageState.FAILED, MessageState.CANCELLED}
