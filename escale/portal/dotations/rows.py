"""A row of dotations as the table draws it: the dotation, what was typed, what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from escale.dotations.errors import ACCOUNT_CREATED_MESSAGE
from escale.dotations.outcome import Outcome
from escale.dotations.queries import DotationRow
from escale.dotations.states import DotationStatus
from escale.kernel import clock
from escale.kernel.emails import suggest_address
from escale.kernel.phones import format_phone
from escale.webkit.live import version_of

A_MOMENT = timedelta(minutes=2)
# Pictogram and colour of a status; never the colour alone (design guide).
LOOKS = {
    DotationStatus.ORDERED: "integration",
    DotationStatus.PRODUCTION: "integration",
    DotationStatus.INTEGRATION: "integration",
    DotationStatus.AWAITING_ACTIVATION: "attente",
    DotationStatus.EMAIL_ERROR: "erreur",
    DotationStatus.ACTIVATED: "activee",
    DotationStatus.EXPIRED: "integration",
    DotationStatus.CANCELLED: "integration",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One status to filter by, with the number of rows behind it."""

    status: DotationStatus
    number: int

    @property
    def look(self) -> str:
        return LOOKS[self.status]


@dataclass(frozen=True, slots=True)
class Line:
    """One row to draw. `typed_*` hold a refused entry, so that nothing typed is lost."""

    # What the table only prints, and how: rows that differ by nothing else are drawn once.
    PRINTED: ClassVar[Mapping[str, Callable[[Any], str]]] = {
        "version": str,
        "news": str,
        "email": str,
        "phone": str,
        "row.id": str,
        "row.revision": str,
        "row.matricule": str,
        "row.last_name": str,
        "row.first_name": str,
        "row.full_name": str,
        "row.email": str,
        "row.phone": format_phone,
    }

    row: DotationRow
    with_order: bool = False
    typed_email: str | None = None
    typed_phone: str | None = None
    email_error: str | None = None
    phone_error: str | None = None
    refusal: str = ""
    done: str = ""
    # R21: what to pass on to somebody whose account lacks the application.
    offers_material: bool = False

    @property
    def look(self) -> str:
        return LOOKS[self.row.status]

    @property
    def email(self) -> str:
        return self.row.email if self.typed_email is None else self.typed_email

    @property
    def phone(self) -> str:
        return format_phone(self.row.phone) if self.typed_phone is None else self.typed_phone

    @property
    def is_editing(self) -> bool:
        return bool(self.email_error or self.phone_error)

    @property
    def suggestion(self) -> str | None:
        """« Vouliez-vous dire … ? » (D4), while the address can still be changed."""
        return suggest_address(self.email) if self.row.can_edit_email else None

    @property
    def suggestion_shown(self) -> str:
        """The domain alone where only the domain is doubtful."""
        local, _at, domain = (self.suggestion or "").rpartition("@")
        return domain if self.email.startswith(f"{local}@") else f"{local}@{domain}"

    @property
    def account_created_message(self) -> str:
        return str(ACCOUNT_CREATED_MESSAGE)

    @property
    def announcement(self) -> str:
        """What a screen reader hears after the exchange."""
        said = self.refusal or self.email_error or self.phone_error or self.done
        return f"{self.row.full_name} : {said}" if said else ""

    @property
    def version(self) -> str:
        return version_of(self.row)

    @property
    def news(self) -> str:
        """What a screen reader hears when the row changes by itself."""
        known = [self.row.status.label, self.row.cause.label if self.row.cause else ""]
        return f"{self.row.full_name} : {', '.join(str(word) for word in known if word)}"

    @property
    def has_just_left(self) -> bool:
        """Its mail was accepted a moment ago: somebody may be waiting to read so."""
        settled_at = self.row.message_settled_at
        if not self.row.mail_was_sent or settled_at is None:
            return False
        return clock.now() - settled_at < A_MOMENT

    @property
    def resting_label(self) -> str:
        """What the blue square does while nothing is changed (R18, R20)."""
        if self.row.is_waiting_for_application:
            return _("Voir comment finir l’activation")
        return _("Renvoyer l’e-mail d’activation")

    @property
    def editing_label(self) -> str:
        """What it does once something is changed (R17)."""
        return _("Valider et envoyer l’e-mail")


def success_sentence(outcome: Outcome, row: DotationRow) -> str:
    sentences = {
        Outcome.EMAIL_CHANGED: _("Adresse modifiée, l’e-mail d’activation part à %(email)s."),
        Outcome.PHONE_CHANGED: _("Téléphone modifié, un e-mail l’annonce à %(email)s."),
        Outcome.BOTH_CHANGED: _(
            "Adresse et téléphone modifiés, l’e-mail d’activation part à %(email)s."
        ),
        Outcome.RESENT: _("L’e-mail d’activation repart à %(email)s."),
        Outcome.STORED: _("Coordonnées enregistrées, elles serviront au premier e-mail."),
        Outcome.ALREADY_DONE: _("C’était déjà fait, aucun autre e-mail ne part."),
    }
    return sentences[outcome] % {"email": row.email}


def status_chips(counts: dict[DotationStatus, int]) -> list[Chip]:
    return [Chip(status, number) for status, number in counts.items() if status.label]
