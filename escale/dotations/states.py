"""The statuses of a dotation and every way from one to the next (R27-R32)."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DotationStatus(models.TextChoices):
    """Labels are exactly those of the guide (R27); Excel writes the same text as the screen."""

    # Ordered, not paid: nothing is shown, nothing is sent (R32).
    ORDERED = "ordered", ""
    PRODUCTION = "production", _("PRODUCTION")
    INTEGRATION = "integration", _("intégration")
    AWAITING_ACTIVATION = "awaiting_activation", _("En attente d’activation")
    EMAIL_ERROR = "email_error", _("Erreur e-mail")
    ACTIVATED = "activated", _("activé")
    EXPIRED = "expired", _("expirée")
    CANCELLED = "cancelled", _("annulée")


class PhoneTrouble(models.TextChoices):
    """Why nobody can activate on the number that the client gave."""

    TEXT_FAILED = "text_failed", _("SMS non remis")
    # Already the number of somebody else's configured application (R33).
    TAKEN = "taken", _("Numéro déjà utilisé")

    @property
    def advice(self) -> Promise:
        """One sentence: what the manager can do."""
        if self == PhoneTrouble.TEXT_FAILED:
            return _("Vérifiez le numéro auprès du bénéficiaire, puis corrigez-le.")
        return _(
            "L’application d’un autre bénéficiaire est configurée sur ce numéro : demandez à "
            "celui-ci son propre numéro de mobile."
        )


class DotationEvent(StrEnum):
    PAID = "paid"
    HANDED_OVER = "handed_over"
    EMAIL_ACCEPTED = "email_accepted"
    EMAIL_FAILED = "email_failed"
    CONTACT_CORRECTED = "contact_corrected"
    ACCOUNT_CREATED = "account_created"
    ACTIVATED = "activated"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_S, _E = DotationStatus, DotationEvent

TRANSITIONS: dict[tuple[DotationStatus, DotationEvent], DotationStatus] = {
    (_S.ORDERED, _E.PAID): _S.PRODUCTION,
    (_S.PRODUCTION, _E.HANDED_OVER): _S.INTEGRATION,
    (_S.INTEGRATION, _E.EMAIL_ACCEPTED): _S.AWAITING_ACTIVATION,
    (_S.INTEGRATION, _E.EMAIL_FAILED): _S.EMAIL_ERROR,
    # Read and used before the relay's answer was written down.
    (_S.INTEGRATION, _E.ACCOUNT_CREATED): _S.AWAITING_ACTIVATION,
    (_S.AWAITING_ACTIVATION, _E.EMAIL_ACCEPTED): _S.AWAITING_ACTIVATION,
    (_S.AWAITING_ACTIVATION, _E.EMAIL_FAILED): _S.EMAIL_ERROR,
    (_S.AWAITING_ACTIVATION, _E.CONTACT_CORRECTED): _S.AWAITING_ACTIVATION,
    (_S.AWAITING_ACTIVATION, _E.ACCOUNT_CREATED): _S.AWAITING_ACTIVATION,
    (_S.AWAITING_ACTIVATION, _E.ACTIVATED): _S.ACTIVATED,
    (_S.EMAIL_ERROR, _E.EMAIL_ACCEPTED): _S.AWAITING_ACTIVATION,
    (_S.EMAIL_ERROR, _E.EMAIL_FAILED): _S.EMAIL_ERROR,
    (_S.EMAIL_ERROR, _E.CONTACT_CORRECTED): _S.AWAITING_ACTIVATION,
    # A link of an earlier mail still works: the beneficiary may use it in spite of the failure.
    (_S.EMAIL_ERROR, _E.ACCOUNT_CREATED): _S.AWAITING_ACTIVATION,
    (_S.EMAIL_ERROR, _E.ACTIVATED): _S.ACTIVATED,
    **{
        (status, event): final
        for status in (_S.PRODUCTION, _S.INTEGRATION, _S.AWAITING_ACTIVATION, _S.EMAIL_ERROR)
        for event, final in ((_E.EXPIRED, _S.EXPIRED), (_E.CANCELLED, _S.CANCELLED))
    },
    (_S.ORDERED, _E.CANCELLED): _S.CANCELLED,
}

# Corrected and resent from the screen (R19).
EDITABLE = frozenset({_S.AWAITING_ACTIVATION, _S.EMAIL_ERROR})
# Corrected by import, on screen if EDITABLE_BEFORE_FIRST_EMAIL says so; the first e-mail, still to
# leave, is the only one (R29).
BEFORE_FIRST_EMAIL = frozenset({_S.PRODUCTION, _S.INTEGRATION})
# What the export of « dotations modifiables » holds (R42).
MODIFIABLE = EDITABLE | BEFORE_FIRST_EMAIL
# Final: they count as closed for the order (R6, D10).
ENDED = frozenset({_S.EXPIRED, _S.CANCELLED})
CLOSED = ENDED | {_S.ACTIVATED}
OPEN = frozenset(DotationStatus) - CLOSED


def next_status(status: str, event: DotationEvent) -> DotationStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((DotationStatus(status), event))


def steps_of(event: DotationEvent) -> list[tuple[DotationStatus, DotationStatus]]:
    """Every (from, to) of an event, for statements that move many dotations at once."""
    return [(status, final) for (status, known), final in TRANSITIONS.items() if known == event]
