from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class TooManyFromVisitors(DomainError):
    code = "too-many-from-visitors"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Trop de messages arrivent en même temps : le vôtre n’est pas parti. Attendez une"
                " heure, ou téléphonez-nous."
            )
        )


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
