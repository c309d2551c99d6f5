"""The life of a mass send, and what is said of each dotation in it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class SendStatus(models.TextChoices):
    # Nothing leaves for a minute: it can still be taken back whole.
    PLANNED = "planned", _("va partir")
    SENDING = "sending", _("en cours")
    DONE = "done", _("terminé")
    CANCELLED = "cancelled", _("annulé")
    STOPPED = "stopped", _("arrêté")


class SendEvent(StrEnum):
    STARTED = "started"
    QUEUED_WHOLE = "queued_whole"
    STOP_ASKED = "stop_asked"


_S, _E = SendStatus, SendEvent

TRANSITIONS: dict[tuple[SendStatus, SendEvent], SendStatus] = {
    (_S.PLANNED, _E.STARTED): _S.SENDING,
    (_S.PLANNED, _E.STOP_ASKED): _S.CANCELLED,
    (_S.SENDING, _E.QUEUED_WHOLE): _S.DONE,
    (_S.SENDING, _E.STOP_ASKED): _S.STOPPED,
    # All of it is in the outbox: what has not left yet can still be stopped.
    (_S.DONE, _E.STOP_ASKED): _S.STOPPED,
}
# E-mails of it are still to be queued.
UNDER_WAY = frozenset({_S.PLANNED, _S.SENDING})


def next_status(status: str, event: SendEvent) -> SendStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((SendStatus(status), event))


class RowState(models.TextChoices):
    """Of one dotation in one send; together they are all the open dotations of its scope."""

    PLANNED = "planned", _("à envoyer")
    # Its message tells the rest.
    QUEUED = "queued", _("confié à l’envoi")
    # Left out from the start.
    EXCLUDED = "excluded", _("non concernée")
    # Became impossible before its turn came.
    REFUSED = "refused", _("devenue impossible")
    STOPPED = "stopped", _("arrêtée")


class Verdict(models.TextChoices):
    """Whether a dotation of the scope gets an e-mail, and why not."""

    INCLUDED = "included"
    CLOSED = "closed"
    NOT_SENT_YET = "not-sent-yet"
    ACCOUNT_CREATED = "account-created"
    NO_ACCOUNT = "no-account"
    SAME_PERSON = "same-person"
    ELSEWHERE = "elsewhere"
    RECENT = "recent"
    OFTEN = "often"
