"""What the beneficiary is told; each sentence ends with what to do."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from escale.kernel.dates import french_time
from escale.kernel.errors import DomainError


class ActivationStepRefused(DomainError):
    code = "activation-step-refused"


class LinkDead(ActivationStepRefused):
    """Used, replaced or expired meanwhile: its page says which."""

    code = "link-dead"

    def __init__(self) -> None:
        super().__init__(_("Ce lien ne peut plus servir. Ouvrez l’e-mail le plus récent."))


class AccountExists(ActivationStepRefused):
    """The address of this dotation is somebody's account: they sign in to add it."""

    code = "account-exists"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Un compte existe déjà à cette adresse. Saisissez son mot de passe pour y ajouter "
                "la dotation."
            )
        )


class AddressShared(ActivationStepRefused):
    code = "address-shared"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Une autre personne a commencé son compte à cette adresse. Demandez à votre "
                "employeur d’indiquer votre propre adresse e-mail."
            )
        )


class AddressTaken(ActivationStepRefused):
    code = "address-taken"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette adresse a déjà un compte. Ouvrez l’e-mail reçu à votre première adresse, "
                "ou connectez-vous à ce compte."
            )
        )


class WrongPassword(ActivationStepRefused):
    """Never says which half was wrong (S2)."""

    code = "wrong-password"

    def __init__(self) -> None:
        super().__init__(
            _(
                "E-mail ou mot de passe incorrect. Vérifiez-les, ou demandez un nouveau mot de "
                "passe."
            )
        )


class PasswordTooWeak(ActivationStepRefused):
    code = "password-too-weak"


class NoNumber(ActivationStepRefused):
    """The account holds nothing that waits, and was never configured."""

    code = "no-number"

    def __init__(self) -> None:
        super().__init__(
            _("Aucune dotation n’attend votre activation. Adressez-vous à votre employeur.")
        )


class NotConfigured(ActivationStepRefused):
    """Nothing is bound to the number of this account yet: its client may still correct it."""

    code = "not-configured"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette application n’est pas configurée. Le client peut encore corriger le numéro "
                "de la dotation."
            )
        )


class NumberTaken(ActivationStepRefused):
    """R33: the number belongs to another configured application."""

    code = "number-taken"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce numéro sert déjà à une autre application. Demandez à votre employeur "
                "d’indiquer le vôtre, puis revenez ici."
            )
        )


class CodeTooSoon(ActivationStepRefused):
    code = "code-too-soon"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _(
                "Un code vient de partir. Attendez %(seconds)s secondes avant d’en demander un "
                "autre."
            )
            % {"seconds": seconds}
        )


class TooManyCodes(ActivationStepRefused):
    code = "too-many-codes"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            _("Trop de codes demandés. Vous pourrez en recevoir un autre à %(time)s.")
            % {"time": french_time(until)}
        )


class CodeWrong(ActivationStepRefused):
    code = "code-wrong"

    def __init__(self, tries_left: int) -> None:
        super().__init__(
            ngettext_lazy(
                "Ce code est inexact. Vérifiez le SMS le plus récent\u00a0: il vous reste "
                "%(left)s essai.",
                "Ce code est inexact. Vérifiez le SMS le plus récent\u00a0: il vous reste "
                "%(left)s essais.",
                tries_left,
            )
            % {"left": tries_left}
        )


class CodeDead(ActivationStepRefused):
    """Expired, tried too often, used, or sent to a number that has changed since."""

    code = "code-dead"

    def __init__(self) -> None:
        super().__init__(_("Ce code n’est plus valable. Demandez-en un nouveau."))


class SecretRefused(ActivationStepRefused):
    code = "secret-refused"


class SecretWrong(ActivationStepRefused):
    code = "secret-wrong"

    def __init__(self, tries_left: int) -> None:
        super().__init__(
            ngettext_lazy(
                "Code secret inexact. Il vous reste %(left)s essai.",
                "Code secret inexact. Il vous reste %(left)s essais.",
                tries_left,
            )
            % {"left": tries_left}
        )


class DeviceLocked(ActivationStepRefused):
    code = "device-locked"

    def __init__(self) -> None:
        super().__init__(
            _("Application bloquée après trois codes inexacts. Débloquez-la par e-mail et SMS.")
        )
