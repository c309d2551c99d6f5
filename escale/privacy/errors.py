from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class StillServed(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Une dotation de cette personne est encore en cours\u00a0: l’effacer la lui ferait "
                "perdre. Attendez qu’elle soit activée, expirée ou annulée, puis recommencez."
            )
        )


class AlreadyErased(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Cette personne est déjà effacée\u00a0: il n’y a plus rien à effacer."))
