"""Events of a dotation as its page tells them: a pictogram, a title, a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from escale.dotations.history import Event, Kind, MailStanding
from escale.dotations.queries import DotationRow
from escale.dotations.states import DotationStatus
from escale.kernel.phones import format_phone
from escale.mailing.states import MessageState

ICONS = {
    Kind.ORDERED: "cart",
    Kind.PAID: "check",
    Kind.FIRST_MAIL: "mail",
    Kind.MAIL_LATE: "clock",
    Kind.CORRECTED: "pencil",
    Kind.UNDONE: "undo",
    Kind.ADDRESS_ADOPTED: "pencil",
    Kind.LINK_OPENED: "eye",
    Kind.ACCOUNT_CREATED: "user",
    Kind.PASSWORD_CHOSEN: "key",
    Kind.TEXT_FAILED: "phone",
    Kind.PHONE_TAKEN: "phone",
    Kind.ACTIVATED: "check",
    Kind.EXPIRED: "clock",
    Kind.CANCELLED: "x",
}
BAD = frozenset({Kind.MAIL_LATE, Kind.TEXT_FAILED, Kind.PHONE_TAKEN})
UNSENT = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.DEFERRED})


@dataclass(frozen=True, slots=True)
class Step:
    """What is still to come."""

    icon: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Milestone:
    event: Event

    @property
    def look(self) -> str:
        if self.event.kind in BAD or (self.mail and self.mail.state == MessageState.FAILED):
            return "ko"
        if self.mail and self.mail.state in UNSENT:
            return "todo-step"
        return "ok" if self.event.kind == Kind.ACTIVATED else ""

    @property
    def icon(self) -> str:
        if self.mail and self.mail.state in (MessageState.FAILED, MessageState.CANCELLED):
            return "x"
        return ICONS.get(self.event.kind, "send")

    @property
    def mail(self) -> MailStanding | None:
        return self.event.mail

    @property
    def title(self) -> str:
        if self.mail:
            return _mail_title(self.event.kind, self.mail)
        return {
            Kind.ORDERED: _("Dotation commandée"),
            Kind.PAID: _("Commande réglée"),
            Kind.CORRECTED: _("Coordonnées modifiées par %(who)s") % {"who": self.event.actor},
            Kind.UNDONE: _("Modification annulée par %(who)s") % {"who": self.event.actor},
            Kind.ADDRESS_ADOPTED: _("Adresse changée par le bénéficiaire"),
            Kind.LINK_OPENED: _("Lien ouvert"),
            Kind.ACCOUNT_CREATED: _("Compte créé"),
            Kind.PASSWORD_CHOSEN: _("Mot de passe choisi"),
            Kind.MAIL_LATE: _("Remise de l’e-mail retardée"),
            Kind.TEXT_FAILED: _("SMS non remis"),
            Kind.PHONE_TAKEN: _("Numéro déjà utilisé par un autre bénéficiaire"),
            Kind.ACTIVATED: _("Dotation activée"),
            Kind.EXPIRED: _("Dotation expirée"),
            Kind.CANCELLED: _("Dotation annulée"),
        }[self.event.kind]

    @property
    def sentences(self) -> list[str]:
        if self.mail:
            return _mail_sentences(self.mail)
        return {
            Kind.MAIL_LATE: [
                _(
                    "Le serveur du destinataire ne répond pas. Vérifiez l’adresse ; si elle est "
                    "juste, renvoyez l’e-mail plus tard."
                )
            ],
            Kind.LINK_OPENED: [_("La page de création du compte a été affichée.")],
            Kind.TEXT_FAILED: [_("Le code d’activation n’a pas pu être remis à ce numéro.")],
            Kind.PHONE_TAKEN: [_("Chaque bénéficiaire configure l’application sur son mobile.")],
            Kind.EXPIRED: [_("Personne ne l’a activée avant la fin de sa validité.")],
            Kind.CANCELLED: self._why_cancelled(),
            Kind.ACTIVATED: [_("L’application est configurée sur le téléphone du bénéficiaire.")],
        }.get(self.event.kind, [])

    def _why_cancelled(self) -> list[str]:
        if not self.event.reason:
            return [_("Avec sa commande, qui n’était pas réglée.")]
        return [_("Par l’émetteur. Motif : %(reason)s") % {"reason": self.event.reason}]

    @property
    def changes(self) -> list[Change]:
        if self.event.kind not in (Kind.CORRECTED, Kind.UNDONE, Kind.ADDRESS_ADOPTED):
            return []
        found = []
        for name, (old, new) in self.event.changes.items():
            if name == "email":
                found.append(Change(_("Adresse"), old, new))
            elif name == "phone":
                found.append(Change(_("Téléphone"), format_phone(old), format_phone(new)))
        return found


def next_step(row: DotationRow) -> Step | None:
    """What the dotation waits for; None once it is closed."""
    if row.status in (DotationStatus.ORDERED, DotationStatus.PRODUCTION):
        return Step("mail", _("Premier e-mail à venir"), _("Il part à la fin de l’intégration."))
    if row.status == DotationStatus.INTEGRATION:
        return Step("mail", _("Premier e-mail à venir"), _("Il part dans les prochaines heures."))
    if row.status == DotationStatus.EMAIL_ERROR and not row.has_account:
        return Step(
            "pencil", _("Adresse à corriger"), _("Aucun e-mail n’arrive à l’adresse actuelle.")
        )
    if row.status not in (DotationStatus.AWAITING_ACTIVATION, DotationStatus.EMAIL_ERROR):
        return None
    if not row.has_account:
        return Step("user", _("Compte à créer"), _waited_account(row))
    if row.password_chosen_at is None:
        return Step(
            "key",
            _("Mot de passe à choisir"),
            _("Un second e-mail, « C’est parti », l’y conduit."),
        )
    return Step(
        "phone",
        _("Application à configurer"),
        _("Dernière étape avant l’activation. Le code est envoyé par SMS au %(phone)s.")
        % {"phone": format_phone(row.phone)},
    )


def _waited_account(row: DotationRow) -> str:
    if row.opened_at is None:
        return _("Le bénéficiaire suit le lien de son e-mail d’activation.")
    return _("Le lien de l’e-mail a été ouvert : il reste à remplir la page et à la valider.")


def _mail_title(kind: Kind, mail: MailStanding) -> str:
    match mail.state:
        case MessageState.FAILED:
            return _("E-mail refusé par le serveur")
        case MessageState.CANCELLED:
            return _("E-mail remplacé avant son départ")
        case MessageState.DEFERRED:
            return _("E-mail différé")
        case MessageState.QUEUED | MessageState.SENDING:
            return _("E-mail en cours d’envoi")
    return {
        Kind.FIRST_MAIL: _("E-mail d’activation envoyé"),
        Kind.MAIL_AGAIN: _("E-mail d’activation renvoyé"),
        Kind.REMINDER: _("Relance envoyée"),
        Kind.APPLICATION_MAIL: _("Rappel « Il ne reste que l’application » envoyé"),
        Kind.PHONE_MAIL: _("E-mail « Votre numéro a été modifié » envoyé"),
        Kind.CANCELLED_MAIL: _("E-mail « Votre dotation est annulée » envoyé"),
    }.get(kind, _("E-mail envoyé"))


def _mail_sentences(mail: MailStanding) -> list[str]:
    to = _("À %(address)s.") % {"address": mail.recipient}
    if mail.state == MessageState.DELIVERED:
        return [to + " " + _("Remis : son serveur l’a confirmé.")]
    if mail.state == MessageState.SENT:
        return [to + " " + _("Parti, et rien n’est revenu.")]
    if mail.cause and mail.state in (MessageState.FAILED, MessageState.DEFERRED):
        return [to, f"{mail.cause.label}. {mail.cause.advice}"]
    return [to]
