"""Why a server did not take a message, in words that tell a manager what to do."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    UNWRITABLE = "unwritable", _("Adresse à laquelle on ne peut pas écrire")
    UNKNOWN_DOMAIN = "unknown-domain", _("Domaine inconnu")
    UNKNOWN_ADDRESS = "unknown-address", _("Adresse inexistante")
    DISABLED = "disabled", _("Boîte de réception désactivée")
    MAILBOX_FULL = "mailbox-full", _("Boîte de réception pleine")
    TOO_LARGE = "too-large", _("Message trop volumineux pour le destinataire")
    REFUSED = "refused", _("Refusé par le serveur du destinataire")
    BUSY = "busy", _("Report demandé par le serveur du destinataire")
    NO_ANSWER = "no-answer", _("Sans réponse du serveur")
    OURS = "ours", _("Envoi momentanément suspendu")

    @property
    def advice(self) -> Promise:
        """One sentence: what the manager can do."""
        return _ADVICE[self]


_ADVICE: dict[Cause, Promise] = {
    Cause.UNWRITABLE: _("Ressaisissez-la, sans accent ni lettre d’un autre alphabet."),
    Cause.UNKNOWN_DOMAIN: _("Vérifiez ce qui suit l’arobase : ce domaine ne reçoit pas d’e-mails."),
    Cause.UNKNOWN_ADDRESS: _("Demandez son adresse exacte au bénéficiaire, puis corrigez-la."),
    Cause.DISABLED: _("Demandez une autre adresse au bénéficiaire : celle-ci n’est plus utilisée."),
    Cause.MAILBOX_FULL: _(
        "Demandez au bénéficiaire de libérer de la place, puis renvoyez l’e-mail."
    ),
    Cause.TOO_LARGE: _("Demandez une autre adresse au bénéficiaire."),
    Cause.REFUSED: _(
        "Demandez au bénéficiaire d’autoriser nos e-mails ou de donner une autre adresse."
    ),
    Cause.BUSY: _("Rien à faire : un nouvel essai partira automatiquement."),
    Cause.NO_ANSWER: _(
        "Vérifiez l’adresse, puis renvoyez l’e-mail ou demandez-en une autre au bénéficiaire."
    ),
    Cause.OURS: _("Rien à faire : l’envoi reprendra automatiquement."),
}
