"""A copy of all that is known of one person, as a workbook that anybody can read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from escale.journal.models import JournalEntry
from escale.journal.queries import entries_about
from escale.kernel.languages import in_french
from escale.kernel.phones import format_phone
from escale.privacy.people import Person
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import Kind, WrittenColumn, WrittenSheet, write_sheets

WIDE = 32


@in_french
def write_copy(target: BinaryIO, person: Person) -> None:
    write_sheets(
        target,
        [
            _sheet(_("Compte"), [_("Donnée"), _("Valeur")], _account(person)),
            WrittenSheet(
                _("Dotations"),
                [
                    *_columns([_("N°"), _("Client"), _("Commande"), _("Matricule"), _("Nom")]),
                    *_columns([_("Prénom"), _("E-mail"), _("Mobile"), _("Statut")]),
                    WrittenColumn(_("Montant"), kind=Kind.EUROS),
                ],
                _dotations(person),
            ),
            _sheet(_("E-mails"), [_("Date"), _("Adresse"), _("Modèle"), _("État")], _mails(person)),
            _sheet(_("SMS"), [_("Date"), _("Numéro"), _("Modèle"), _("État")], _texts(person)),
            _sheet(
                _("Journal"),
                [_("Date"), _("Qui"), _("Acte"), _("Sur"), _("Valeurs")],
                _acts(person),
            ),
        ],
    )


def _columns(titles: Iterable[str]) -> list[WrittenColumn]:
    return [WrittenColumn(title, width=WIDE) for title in titles]


def _sheet(name: str, titles: Iterable[str], rows: Iterable[Row]) -> WrittenSheet:
    return WrittenSheet(name, _columns(titles), rows)


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else ""


def _account(person: Person) -> Iterator[Row]:
    """Passwords and codes are kept as fingerprints: there is nothing to read of them."""
    account = person.account
    if account is None:
        return
    yield _("Nom"), account.last_name
    yield _("Prénom"), account.first_name
    yield _("Adresse e-mail"), account.email
    yield _("Adresse à confirmer"), account.pending_email
    yield _("Mobile"), format_phone(account.phone) if account.phone else ""
    yield _("Date de naissance"), f"{account.birth_date:%d/%m/%Y}" if account.birth_date else ""
    yield _("Conditions acceptées le"), _moment(account.terms_accepted_at)
    yield _("Compte créé le"), _moment(account.created_at)
    yield _("Application configurée le"), _moment(account.configured_at)


def _dotations(person: Person) -> Iterator[Row]:
    for row in person.dotations:
        yield (
            str(row.pk),
            row.client.name,
            str(row.order_id),
            row.matricule,
            row.last_name,
            row.first_name,
            row.email,
            format_phone(row.phone) if row.phone else "",
            row.get_status_display(),
            Decimal(row.amount) / 100,
        )


def _mails(person: Person) -> Iterator[Row]:
    for mail in person.messages:
        yield _moment(mail.created_at), mail.recipient, mail.template, mail.get_state_display()


def _texts(person: Person) -> Iterator[Row]:
    for text in person.texts:
        yield _moment(text.created_at), text.phone, text.template, text.get_state_display()


def _acts(person: Person) -> Iterator[Row]:
    for about in person.abouts:
        for entry in entries_about(about):
            yield _moment(entry.at), entry.actor, entry.verb, entry.about, _values(entry)


def _values(entry: JournalEntry) -> str:
    return ", ".join(f"{field}\u00a0: {old} → {new}" for field, (old, new) in entry.changes.items())
