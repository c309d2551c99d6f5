"""What a returned message says, once read."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from escale.mailing.causes import Cause


class BounceKind(models.TextChoices):
    """What sort of message came back."""

    # As RFC 3464 defines it.
    REPORT = "report", _("rapport de remise")
    # A failure or a delay told in words.
    TEXT = "text", _("texte")
    # Somebody is away, or asks who we are.
    AUTO_REPLY = "auto-reply", _("réponse automatique")
    # Feedback of a reader (RFC 5965).
    COMPLAINT = "complaint", _("plainte")
    # Displayed, or deleted (RFC 8098).
    RECEIPT = "receipt", _("accusé de lecture")
    OTHER = "other", _("autre")


class BounceClass(models.TextChoices):
    """What it says of a recipient."""

    FAILED = "failed", _("échec")
    DELAYED = "delayed", _("retard")
    DELIVERED = "delivered", _("remise")
    NONE = "none", _("ni l’un ni l’autre")


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """`address` is empty when the message names nobody; `reason` only goes with a failure."""

    address: str
    bounce_class: BounceClass
    status: str = ""
    reason: Cause | None = None
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class ParsedBounce:
    """`message_ids` are those of the returned message, for want of a signed return address."""

    kind: BounceKind
    recipients: tuple[BouncedRecipient, ...] = ()
    message_ids: tuple[str, ...] = ()
