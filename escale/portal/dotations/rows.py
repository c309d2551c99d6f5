"""A row of dotations as the table draws it: the dotation, what was typed, what came of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property, partial
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.clients.models import Member
from escale.dotations.errors import ACCOUNT_CREATED_MESSAGE
from escale.dotations.queries import DotationRow
from escale.dotations.states import DotationStatus
from escale.dotations.undoing import FormerContact, former_contacts
from escale.hints.queries import known_domains
from escale.kernel import clock
from escale.kernel.dates import french_date, french_time
from escale.kernel.emails import same_address
from escale.kernel.hints import (
    NOTHING_KNOWN,
    KnownDomains,
    hinted_pair,
    is_beyond_doubt,
    suggest_address,
)
from escale.kernel.money import format_whole_euros
from escale.kernel.numbers import order_number
from escale.kernel.phones import format_phone
from escale.kernel.punctuation import of_name, with_colon
from escale.portal.dotations.sentences import undo_sentence
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
class Conflict:
    """What somebody else wrote since the row was shown."""

    email: str
    phone: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One row to draw. `typed_*` hold a refused entry, so that nothing typed is lost."""

    # What the table only prints, and how: rows that differ by nothing else are drawn once.
    PRINTED: ClassVar[Mapping[str, Callable[[Any], str]]] = {
        "version": str,
        "news": str,
        "email": str,
        "phone": str,
        "amount": str,
        "order_number": str,
        "of_full_name": str,
        "opened_day": str,
        "settled_day": str,
        "settled_time": str,
        "next_attempt_time": str,
        "undo_effect": str,
        "undo_until": str,
        "row.id": str,
        "row.order_number": str,
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
    domains: Callable[[], KnownDomains] = lambda: NOTHING_KNOWN
    typed_email: str | None = None
    typed_phone: str | None = None
    email_error: str | None = None
    phone_error: str | None = None
    refusal: str = ""
    done: str = ""
    # After a correction: how many other people have the new address.
    shared_with: int = 0
    # R21: what to pass on to somebody whose account lacks the application.
    offers_material: bool = False
    # « Renvoyer quand même »: refused by the brake, an explicit second act sends it (D13).
    may_insist: bool = False
    # What « Annuler » would give back to it, where this person has just changed it.
    former: FormerContact | None = None
    # A likely slip, asked about before anything is stored or sent (D4).
    is_doubted: bool = False
    conflict: Conflict | None = None
    # On the page since before, and no longer among what it looks for.
    is_out: bool = False

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
    def amount(self) -> str:
        return format_whole_euros(self.row.amount)

    @property
    def order_number(self) -> str:
        return order_number(self.row.order_number)

    @property
    def is_editing(self) -> bool:
        return bool(self.email_error or self.phone_error or self.is_doubted or self.conflict)

    @property
    def suggestion(self) -> str | None:
        """« Vouliez-vous dire … ? » (D4), while the address can still be changed."""
        if not self.row.can_edit_email or is_beyond_doubt(self.email):
            return None
        return suggest_address(self.email, self.domains())

    @property
    def suggestion_shown(self) -> str:
        """The domain alone where only the domain is doubtful."""
        local, _at, domain = (self.suggestion or "").rpartition("@")
        return domain if self.email.startswith(f"{local}@") else f"{local}@{domain}"

    @property
    def suggested_pair(self) -> str:
        """What « Ne plus proposer » is about: other rows may have the same."""
        return " ".join(hinted_pair(self.email, self.suggestion or ""))

    @property
    def account_created_message(self) -> str:
        return str(ACCOUNT_CREATED_MESSAGE)

    @property
    def announcement(self) -> str:
        """What a screen reader hears after the exchange."""
        said = self.refusal or self.email_error or self.phone_error or self.done
        if self.is_doubted:
            said = _("Vouliez-vous dire %(address)s ? Rien n’est encore envoyé.") % {
                "address": self.suggestion
            }
        said = f"{said} {self.sharing}".rstrip()
        return f"{with_colon(self.row.full_name)} {said}" if said else ""

    @property
    def sharing(self) -> str:
        """Said, never refused (R33)."""
        if not self.shared_with:
            return ""
        return ngettext(
            "Cette adresse est aussi celle d’un autre bénéficiaire\u00a0: vérifiez-la.",
            "Cette adresse est aussi celle de %(count)s autres bénéficiaires\u00a0: vérifiez-la.",
            self.shared_with,
        ) % {"count": self.shared_with}

    @property
    def of_full_name(self) -> str:
        """For labels: « Téléphone d’ancv TEST8 »."""
        return of_name(self.row.full_name)

    @cached_property
    def version(self) -> str:
        """Asked by the page and by the row."""
        return version_of(self.row, self.former, self.is_out)

    @property
    def news(self) -> str:
        """What a screen reader hears when the row changes by itself."""
        known = [self.row.status.label, self.row.cause.label if self.row.cause else ""]
        if self.has_just_left:
            known.append(_("e-mail envoyé à %(time)s") % {"time": self.settled_time})
        return f"{with_colon(self.row.full_name)} {', '.join(str(word) for word in known if word)}"

    @property
    def has_just_left(self) -> bool:
        """Its mail was accepted a moment ago, or since this person's correction: somebody may be
        waiting to read so."""
        settled_at = self.row.message_settled_at
        if not self.row.mail_was_sent or settled_at is None:
            return False
        return self.former is not None or clock.now() - settled_at < A_MOMENT

    @property
    def opened_day(self) -> str:
        return _day(self.row.opened_at)

    @property
    def settled_day(self) -> str:
        return _day(self.row.message_settled_at)

    @property
    def settled_time(self) -> str:
        return _time(self.row.message_settled_at)

    @property
    def next_attempt_time(self) -> str:
        return _time(self.row.message_next_attempt_at)

    @property
    def undo_effect(self) -> str:
        return undo_sentence(self.former, self.row) if self.former else ""

    @property
    def undo_until(self) -> str:
        return _time(self.former.until) if self.former else ""

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

    @property
    def label(self) -> str:
        """What the blue square does now."""
        return self.editing_label if self.is_editing else self.resting_label


def _day(moment: datetime | None) -> str:
    return french_date(moment) if moment else ""


def _time(moment: datetime | None) -> str:
    return french_time(moment) if moment else ""


def domains_of(member: Member) -> Callable[[], KnownDomains]:
    return cache(partial(known_domains, member.client_id))


def lines_of(
    member: Member,
    rows: Iterable[DotationRow],
    *,
    with_order: bool = False,
    out: Collection[int] = (),
) -> list[Line]:
    """Rows as this member sees them, with what they may still take back.

    `out` are those that stay on the page although it no longer looks for them.

    What is known of domains is asked once, if one is doubtful; what may be taken back, if any row
    was ever corrected.
    """
    shown = list(rows)
    domains = domains_of(member)
    corrected = [row for row in shown if member.can_edit and row.can_edit_phone and row.revision]
    former = former_contacts(corrected, user_id=member.user_id) if corrected else {}
    return [
        Line(
            row,
            with_order=with_order,
            domains=domains,
            former=_still_possible(row, former.get(row.id)),
            is_out=row.id in out,
        )
        for row in shown
    ]


def _still_possible(row: DotationRow, former: FormerContact | None) -> FormerContact | None:
    """The address may have become the beneficiary's own meanwhile (R37)."""
    is_open = former and (row.can_edit_email or same_address(former.email, row.email))
    return former if is_open else None
