from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class TooManyInquiries(DomainError):
    code = "too-many-inquiries"

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "Vous avez déjà envoyé %(most)s messages dans l’heure. Attendez un peu, ou"
                " complétez par téléphone."
            )
            % {"most": most}
        )
