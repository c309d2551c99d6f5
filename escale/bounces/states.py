"""What becomes of a message that came back, and why."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from escale.bounces.parsing.verdicts import BounceClass, BounceKind
from escale.mailing.causes import Cause
from escale.mailing.states import GONE, MessageState


class BounceState(models.TextChoices):
    APPLIED = "applied", _("appliqué")
    IGNORED = "ignored", _("sans effet")
    # The message it is about is still in a worker's hands: judged once that one has settled.
    WAITING = "waiting", _("en attente de l’envoi")
    HELD = "held", _("retenu")
    QUARANTINED = "quarantined", _("en quarantaine")
    UNMATCHED = "unmatched", _("sans e-mail correspondant")
    DISCARDED = "discarded", _("écarté")


class Why(models.TextChoices):
    """Of those that changed nothing, at once or for good."""

    NO_FAILURE = "no-failure", _("ne dit pas d’échec")
    DELAYED = "delayed", _("remise retardée")
    AUTO_REPLY = "auto-reply", _("réponse automatique")
    COMPLAINT = "complaint", _("plainte d’un lecteur")
    RECEIPT = "receipt", _("accusé de lecture")
    ALREADY_FAILED = "already-failed", _("échec déjà connu")
    CANCELLED = "cancelled", _("e-mail annulé")
    NOT_SENT = "not-sent", _("e-mail pas encore envoyé")
    AGAINST_US = "against-us", _("refus qui nous vise")
    SAME_TEXT = "same-text", _("trop d’échecs identiques")
    FORGED = "forged", _("adresse de retour falsifiée")
    UNKNOWN_MESSAGE = "unknown-message", _("e-mail inconnu")


# A person may have something to do.
TO_LOOK_AT = frozenset({BounceState.HELD, BounceState.QUARANTINED, BounceState.UNMATCHED})

# What may follow what; a bounce is judged when it comes, then by a person at most.
TRANSITIONS: dict[BounceState, frozenset[BounceState]] = {
    BounceState.WAITING: frozenset({BounceState.APPLIED, BounceState.IGNORED, BounceState.HELD}),
    **{
        state: frozenset({BounceState.APPLIED, BounceState.IGNORED, BounceState.DISCARDED})
        for state in TO_LOOK_AT
    },
    BounceState.APPLIED: frozenset(),
    BounceState.IGNORED: frozenset(),
    BounceState.DISCARDED: frozenset(),
}

_KINDS_WITHOUT_FAILURE = {
    BounceKind.AUTO_REPLY: Why.AUTO_REPLY,
    BounceKind.COMPLAINT: Why.COMPLAINT,
    BounceKind.RECEIPT: Why.RECEIPT,
}
_MESSAGES_BEYOND_IT = {
    MessageState.FAILED: Why.ALREADY_FAILED,
    MessageState.CANCELLED: Why.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Decision:
    state: BounceState
    why: Why | None = None


def decide(
    *, kind: str, bounce_class: str, cause: str, message_state: str, by_a_person: bool
) -> Decision:
    """Of a bounce whose message is known: only a final failure of a sent message has an effect.

    A refusal that aims at us is nobody's error: a person sees it first, and may decide otherwise.
    """
    if bounce_class != BounceClass.FAILED:
        late = Why.DELAYED if bounce_class == BounceClass.DELAYED else Why.NO_FAILURE
        return Decision(BounceState.IGNORED, _KINDS_WITHOUT_FAILURE.get(BounceKind(kind), late))
    state = MessageState(message_state)
    if state in _MESSAGES_BEYOND_IT:
        return Decision(BounceState.IGNORED, _MESSAGES_BEYOND_IT[state])
    if state not in GONE:
        return Decision(BounceState.WAITING, Why.NOT_SENT)
    if cause == Cause.OURS and not by_a_person:
        return Decision(BounceState.HELD, Why.AGAINST_US)
    return Decision(BounceState.APPLIED)
