"""Why a server did not take a message, in words that tell a manager what to do."""

import re

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
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

# RFC 3463 subject and detail -> cause. The first digit only says whether it is for good.
_ENHANCED: dict[str, Cause] = {
    "1.0": Cause.UNKNOWN_ADDRESS,
    "1.1": Cause.UNKNOWN_ADDRESS,
    "1.2": Cause.UNKNOWN_DOMAIN,
    "1.3": Cause.UNKNOWN_ADDRESS,
    "1.6": Cause.UNKNOWN_ADDRESS,
    "1.10": Cause.UNKNOWN_DOMAIN,
    "2.1": Cause.DISABLED,
    "2.2": Cause.MAILBOX_FULL,
    "2.3": Cause.TOO_LARGE,
    "3.4": Cause.TOO_LARGE,
    "4.4": Cause.UNKNOWN_DOMAIN,
}
_ENHANCED_CODE = re.compile(r"(?<![\d.])[245]\.(\d{1,3}\.\d{1,3})(?![\d.])")
# For servers that give no enhanced code. The order counts: the most telling words first.
_WORDS: list[tuple[re.Pattern[str], Cause]] = [
    (
        re.compile(r"domain\b.*(not found|does not exist|unknown)|unknown domain|no mx|nxdomain"),
        Cause.UNKNOWN_DOMAIN,
    ),
    (re.compile(r"(mailbox|quota|inbox)\b.*(full|exceed)|over ?quota"), Cause.MAILBOX_FULL),
    (re.compile(r"(disabled|inactive|suspended|deactivated)"), Cause.DISABLED),
    (re.compile(r"too (large|big)|size limit"), Cause.TOO_LARGE),
    (
        re.compile(
            r"(user|recipient|mailbox|address|account)\b.*"
            r"(unknown|not found|unavailable|does ?n.t exist|does not exist|invalid)"
            r"|no such|unknown (user|recipient)"
        ),
        Cause.UNKNOWN_ADDRESS,
    ),
]


def cause_of(code: int | None, text: str) -> Cause:
    """The cause of a server's refusal or postponement; None as a code when it said nothing."""
    if code is None:
        return Cause.NO_ANSWER
    enhanced = _ENHANCED_CODE.search(text)
    if enhanced and enhanced[1] in _ENHANCED:
        return _ENHANCED[enhanced[1]]
    if not enhanced or enhanced[1].endswith(".0"):
        folded = text.lower()
        for words, cause in _WORDS:
            if words.search(folded):
                return cause
    return Cause.REFUSED if code >= 500 else Cause.BUSY
