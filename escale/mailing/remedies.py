"""What staff do about a refusal of us, by what the server has against us."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    SENDER = "sender", _("Notre adresse d’expéditeur est refusée")
    IDENTITY = "identity", _("Notre identité n’est pas prouvée")
    REPUTATION = "reputation", _("Notre serveur est sur une liste de blocage")
    PACE = "pace", _("Nous envoyons trop d’e-mails à la fois")
    CONTENT = "content", _("Notre e-mail est pris pour un indésirable")
    FORM = "form", _("Notre e-mail ou notre serveur ne suit pas les normes")
    RULES = "rules", _("Un filtre du destinataire nous refuse")

    @property
    def remedy(self) -> Promise:
        """What to do, for staff: it may name what only they know."""
        return _REMEDIES[self]


_REMEDIES: dict[Trouble, Promise] = {
    Trouble.SENDER: _(
        "Vérifiez que le domaine de l’adresse d’expéditeur existe et reçoit des e-mails, que les "
        "adresses de retour sont acceptées, et, pour le relais privé d’Apple, que ce domaine est "
        "déclaré chez Apple."
    ),
    Trouble.IDENTITY: _(
        "Vérifiez les enregistrements SPF, DKIM et DMARC du domaine d’expéditeur, et le nom "
        "inverse (PTR) de l’adresse IP du relais."
    ),
    Trouble.REPUTATION: _(
        "Cherchez l’adresse IP et le domaine dans la liste que nomme le diagnostic, corrigez ce "
        "qui les y a mis, puis demandez leur retrait à cette liste ou à l’opérateur."
    ),
    Trouble.PACE: _(
        "Laissez passer deux heures, puis ralentissez les envois vers ce domaine ou suspendez-les."
    ),
    Trouble.CONTENT: _(
        "Comparez cet e-mail aux précédents (liens, pièce jointe, texte), puis écrivez à "
        "l’assistance de l’opérateur ou du filtre en citant le diagnostic."
    ),
    Trouble.FORM: _(
        "Vérifiez la configuration du relais et, si un modèle d’e-mail vient de changer, ses "
        "en-têtes ; citez le diagnostic à l’hébergeur du relais."
    ),
    Trouble.RULES: _(
        "Demandez au service informatique du destinataire, souvent celui de son employeur, "
        "d’autoriser notre domaine et l’adresse IP du relais."
    ),
}
