from django.utils.translation import gettext_lazy as _

from escale.kernel.errors import DomainError


class NobodyToWriteTo(DomainError):
    code = "nobody-to-write-to"

    def __init__(self) -> None:
        super().__init__(_("Personne ne recevrait d’e-mail : rien n’est envoyé."))


class SendChanged(DomainError):
    """Not as many as the person saw: they look again."""

    code = "send-changed"

    def __init__(self) -> None:
        super().__init__(
            _("Le nombre d’e-mails a changé pendant que vous lisiez. Vérifiez-le, puis confirmez.")
        )


class SendEnded(DomainError):
    code = "send-ended"

    def __init__(self) -> None:
        super().__init__(_("Cet envoi est terminé : tous ses e-mails sont partis."))
