from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class AlreadyDecided(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Ce retour a déjà été traité."))


class NoSuchMessage(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Aucun e-mail envoyé ne porte ce numéro."))
