"""Why a text did not reach its phone, in words that tell what to do."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    UNKNOWN_NUMBER = "unknown-number", _("Numéro inconnu ou non attribué")
    UNREACHABLE = "unreachable", _("Téléphone injoignable")
    REFUSED = "refused", _("Refusé par l’opérateur")
    NO_ANSWER = "no-answer", _("Sans réponse de l’opérateur")
    EXPIRED = "expired", _("Expiré avant l’envoi")
    BUDGET = "budget", _("Nombre de SMS du jour atteint")
    OURS = "ours", _("Envoi de SMS momentanément suspendu")

    @property
    def advice(self) -> Promise:
        """One sentence: what can be done."""
        return _ADVICE[self]


_ADVICE: dict[Cause, Promise] = {
    Cause.UNKNOWN_NUMBER: _("Vérifiez chaque chiffre du numéro de mobile, puis corrigez-le."),
    Cause.UNREACHABLE: _(
        "Vérifiez que le téléphone est allumé et capte le réseau, puis demandez un nouveau SMS."
    ),
    Cause.REFUSED: _("Vérifiez que ce mobile accepte nos SMS, ou indiquez un autre numéro."),
    Cause.NO_ANSWER: _("Demandez un nouveau SMS dans quelques minutes."),
    Cause.EXPIRED: _("Demandez un nouveau SMS."),
    Cause.BUDGET: _("Demandez un nouveau SMS demain, ou écrivez-nous."),
    Cause.OURS: _("Demandez un nouveau SMS plus tard : nous rétablissons l’envoi."),
}
