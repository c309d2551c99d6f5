from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escale.dotations.states import DotationStatus
from escale.kernel.dates import french_time
from escale.kernel.errors import DomainError

# R20, word for word.
ACCOUNT_CREATED_MESSAGE = _(
    "Compte créé, dotation non activée, le salarié doit télécharger l’application "
    "pour activer sa dotation"
)


class DotationRefused(DomainError):
    """The dotation, as it stands, does not allow what was asked."""

    code = "dotation-refused"


class DotationActivated(DotationRefused):
    code = "dotation-activated"

    def __init__(self) -> None:
        super().__init__(
            _("Cette dotation est activée : ses coordonnées ne sont plus modifiables.")
        )


class DotationExpired(DotationRefused):
    code = "dotation-expired"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette dotation est expirée : plus rien ne peut être modifié ni envoyé. Pour une "
                "nouvelle dotation, passez une commande."
            )
        )


class DotationCancelled(DotationRefused):
    code = "dotation-cancelled"

    def __init__(self) -> None:
        super().__init__(
            _("Cette dotation est annulée : plus rien ne peut être modifié ni envoyé.")
        )


class ActivationRefused(DotationRefused):
    """Read by the beneficiary, in the application."""

    code = "activation-refused"

    def __init__(self, status: str) -> None:
        if status == DotationStatus.ACTIVATED:
            message = _("Cette dotation est déjà activée : ouvrez l’application pour en profiter.")
        elif status == DotationStatus.EXPIRED:
            message = _(
                "Cette dotation est expirée : elle ne peut plus être activée. "
                "Adressez-vous à votre employeur."
            )
        elif status == DotationStatus.CANCELLED:
            message = _(
                "Cette dotation est annulée : elle ne peut plus être activée. "
                "Adressez-vous à votre employeur."
            )
        else:
            message = _(
                "Cette dotation n’est pas encore prête : attendez son e-mail d’activation, "
                "puis recommencez."
            )
        super().__init__(message)


class AccountRefused(DotationRefused):
    """There is an account already, or the dotation is in no state to have one."""

    code = "account-refused"

    def __init__(self) -> None:
        super().__init__(_("Le compte de cette dotation est déjà créé."))


class FirstEmailNotSent(DotationRefused):
    code = "first-email-not-sent"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette dotation est en cours de fabrication : son premier e-mail n’est pas "
                "encore parti. Vous pourrez la modifier dès l’envoi."
            )
        )


class AccountAlreadyCreated(DotationRefused):
    """R20: the beneficiary has an account, only the application is missing."""

    code = "account-already-created"

    def __init__(self) -> None:
        super().__init__(ACCOUNT_CREATED_MESSAGE)


class AccountNotCreated(DotationRefused):
    code = "account-not-created"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Aucun compte n’est créé pour cette dotation : renvoyez plutôt "
                "l’e-mail d’activation."
            )
        )


class EmailLocked(AccountAlreadyCreated):
    """R37: the address has become the beneficiary's sign-in name."""

    code = "email-locked"


class Braked(DotationRefused):
    """An activation e-mail too many (D13): an explicit second act sends it all the same."""


class SentLately(Braked):
    code = "sent-lately"

    def __init__(self, last_at: datetime, now: datetime) -> None:
        minutes = max(1, round((now - last_at).total_seconds() / 60))
        super().__init__(
            ngettext(
                "Déjà envoyé il y a %(minutes)s minute, à %(time)s.",
                "Déjà envoyé il y a %(minutes)s minutes, à %(time)s.",
                minutes,
            )
            % {"minutes": minutes, "time": french_time(last_at)}
        )


class SentTooOften(Braked):
    code = "sent-too-often"

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "%(number)s e-mails d’activation sont déjà partis pour cette dotation. Joignez "
                "plutôt le bénéficiaire."
            )
            % {"number": number}
        )


class NothingToUndo(DotationRefused):
    """Nothing that this person changed on it can be taken back any more."""

    code = "nothing-to-undo"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette modification ne peut plus être annulée : corrigez la ligne pour remettre "
                "les anciennes coordonnées."
            )
        )


class ContactChangedMeanwhile(DotationRefused):
    """Somebody changed the row after it was shown; nothing is overwritten (F11)."""

    code = "contact-changed-meanwhile"

    def __init__(self, *, email: str, phone: str) -> None:
        super().__init__(
            _(
                "Cette ligne a été modifiée entre-temps : %(email)s, %(phone)s. "
                "Vérifiez puis recommencez."
            )
            % {"email": email, "phone": phone}
        )
