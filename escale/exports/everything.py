"""All that Escale holds of one client, in one workbook: what portability asks for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.timezone import localtime
from django.utils.translation import override

from escale.clients.models import Client, Member
from escale.clients.queries import members_visible_to
from escale.dotations.journal import journal_of
from escale.dotations.queries import dotations_visible_to
from escale.exchange.journal_export import journal_sheet
from escale.exchange.order_export import Tell
from escale.exchange.search_export import found_sheet
from escale.inquiries.queries import inquiries_visible_to
from escale.journal.wanted import WantedEntries
from escale.kernel.phones import format_phone
from escale.orders.queries import cancellations_of, orders_visible_to
from escale.workbooks.plain_rows import Row
from escale.workbooks.writing import Kind, WrittenColumn, WrittenSheet, write_sheets

WIDE = 28
ORDER_TITLES = ["Numéro", "Votre référence", "Date", "Passée par", "Statut", "Règlement"]


def everything_file_name(client: Client, day: date) -> str:
    return f"{day:%Y%m%d}_Toutes_les_données_{client.code}.xlsx"


def count_everything(member: Member) -> int:
    """Of the two lists that grow."""
    return dotations_visible_to(member).count() + journal_of(member, WantedEntries()).count()


def write_everything(stream: BinaryIO, member: Member, *, tell: Tell | None = None) -> None:
    with override("fr"):
        write_sheets(
            stream,
            [
                _sheet("Organisation", ["Donnée", "Valeur"], _organisation(member.client)),
                _sheet("Membres", ["Nom", "Identifiant", "Rôle"], _members(member)),
                WrittenSheet(
                    "Commandes",
                    [
                        *_columns(ORDER_TITLES),
                        WrittenColumn("Total", kind=Kind.EUROS),
                        WrittenColumn("Rendu pour annulation", kind=Kind.EUROS),
                    ],
                    _orders(member),
                ),
                found_sheet(dotations_visible_to(member), tell=tell),
                _sheet("Messages", ["Le", "De", "Objet", "Message", "Réponses"], _messages(member)),
                journal_sheet(journal_of(member, WantedEntries()), tell=tell),
            ],
        )


def _columns(titles: list[str]) -> list[WrittenColumn]:
    return [WrittenColumn(title, WIDE) for title in titles]


def _sheet(name: str, titles: list[str], rows: Iterator[Row]) -> WrittenSheet:
    return WrittenSheet(name, _columns(titles), rows)


def _organisation(client: Client) -> Iterator[Row]:
    yield "Nom", client.name
    yield "Code client", client.code
    yield "Personne à joindre", client.contact_name
    yield "Adresse e-mail", client.email
    yield "Téléphone", format_phone(client.phone)
    yield "Adresse postale", client.address


def _members(member: Member) -> Iterator[Row]:
    for colleague in members_visible_to(member):
        yield str(colleague.user), colleague.user.identifier, str(colleague.get_role_display())


def _orders(member: Member) -> Iterator[Row]:
    for order in orders_visible_to(member).order_by("number"):
        yield (
            str(order.number),
            order.client_reference,
            f"{order.placed_on:%d/%m/%Y}",
            order.placed_by,
            order.status_label,
            str(order.get_payment_means_display()),
            Decimal(order.total) / 100,
            Decimal(sum(one.given_back for one in cancellations_of(order))) / 100,
        )


def _messages(member: Member) -> Iterator[Row]:
    for inquiry in inquiries_visible_to(member):
        yield (
            f"{localtime(inquiry.created_at):%d/%m/%Y %H:%M}",
            inquiry.sent_by,
            str(inquiry.get_subject_display()),
            inquiry.body,
            "\n".join(answer.body for answer in inquiry.answers.all()),
        )
