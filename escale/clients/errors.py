from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class IdentifierTaken(DomainError):
    code = "identifier-taken"

    def __init__(self, identifier: str) -> None:
        super().__init__(
            _("L’identifiant %(identifier)s est déjà pris. Choisissez-en un autre.")
            % {"identifier": identifier}
        )
