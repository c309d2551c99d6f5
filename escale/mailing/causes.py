"""Why a server did not take a message, in words that tell a manager what to do."""

import re

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
# A refusal that aims at our server, our address or our sending, whoever the recipient is.
_ABOUT_US = re.compile(
    r"black-?list|block-?list|\b(dns)?[rd]?bl\b|spamhaus|spamcop|barracuda|reputation|reverse dns"
    r"|(client|sending) (host|ip)\b|blocked (using|by|due to)|\b(cbl|sorbs)\b"
    r"|\bptr\b|\bspf\b|\bdkim\b|\bdmarc\b|unauthenticated|too many (conn|mess|mail|concurrent)"
    r"|rate.?limit|throttl|sender (address )?(rejected|denied|blocked|verif)|after mail from"
)
_PERHAPS_ABOUT_US = re.compile(
    r"spam|junk|virus|polic|relay|blocked|denied|not (allowed|permitted|authori[sz]ed)|prohibited"
    r"|authenticat|banned|abuse|your (ip|host|server|domain)"
)
_RECIPIENT_REFUSED = re.compile(r"recipient (address )?(rejected|denied|refused)|not a valid")
_SILENCE = re.compile(
    r"timed? ?out|timeout|(message|delivery|retry) (time )?(has )?expired"
    r"|(unable|could not|couldn't) .{0,20}(connect|contact)|connection (refused|reset)"
    r"|not respond|no route|(un|not )reachable|too long in|queue too long|for the (last|past)"
    r"|establish an smtp connection|aborted after \d"
)
# For servers that give no enhanced code. The order counts: the most telling words first.
_WORDS: list[tuple[re.Pattern[str], Cause]] = [
    (
        re.compile(
            r"(domain|host)\b.*(not found|does not exist|unknown|couldn't be found)|no mx|nxdomain"
            r"|(unknown|unrouteable|bad destination) (mail )?(domain|host|system)|host or domain"
        ),
        Cause.UNKNOWN_DOMAIN,
    ),
    (
        re.compile(
            r"(mailbox|mailfolder|quota|inbox|boite)\b.*(full|exceed|pleine)|over ?quota"
            r"|(exceed|over|out of).*(quota|storage|space)|insufficient.*(space|storage)"
        ),
        Cause.MAILBOX_FULL,
    ),
    (
        re.compile(
            r"(disabled|inactive|suspended|deactivated|discontinued|no longer (active|in use))"
        ),
        Cause.DISABLED,
    ),
    (re.compile(r"too (large|big)|(size|length).*(limit|exceed)"), Cause.TOO_LARGE),
    (
        re.compile(
            r"(user|recipient|mailbox|address|account)\b.*"
            r"(unknown|not found|unavailable|does ?n.t exist|does not exist|invalid)"
            r"|no such|(unknown|invalid|bad) (local )?(user|recipient|mailbox|address|account)"
            r"|(destinataire|utilisateur|adresse).*(inconnu|invalide|n'existe)|unrouteable address"
            r"|(not|n't) (have|a) .{0,20}(account|mailbox|user)|not listed in|no mailbox"
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
        said = _cause_in(text.lower())
        if said is not None:
            return said
    return Cause.REFUSED if code >= 500 else Cause.BUSY


def cause_of_failure(text: str) -> Cause:
    """Of a failure that a returned message tells, for good; OURS where the refusal aims at us."""
    codes = [code for code in _ENHANCED_CODE.findall(text) if not code.endswith(".0")]
    known = [_ENHANCED[code] for code in codes if code in _ENHANCED]
    if known:
        return known[0]
    words = text.lower()
    if _ABOUT_US.search(words):
        return Cause.OURS
    said = _cause_in(words)
    if said is None and _RECIPIENT_REFUSED.search(words):
        return Cause.UNKNOWN_ADDRESS
    if said is None and (
        any(code.startswith("7.") for code in codes) or _PERHAPS_ABOUT_US.search(words)
    ):
        return Cause.OURS
    if said is None and (_SILENCE.search(words) or any(code.startswith("4.") for code in codes)):
        return Cause.NO_ANSWER
    return said or Cause.REFUSED


def _cause_in(words: str) -> Cause | None:
    return next((cause for pattern, cause in _WORDS if pattern.search(words)), None)
