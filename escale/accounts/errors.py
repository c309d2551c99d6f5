from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class PasswordRefused(DomainError):
    code = "password-refused"


class PasswordLinkDead(DomainError):
    code = "password-link-dead"

    def __init__(self) -> None:
        super().__init__(_("Ce lien n’est plus valable. Demandez-en un autre."))
