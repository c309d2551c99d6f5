"""What leaves the portal stays French, whatever the language of who acts; what answers them is not.

Mails and files are read by others than who asks; files come back, too, in either language.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import get_language, override
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.accounts.emails import send_password_changed
from escale.clients.emails import send_invitation
from escale.clients.models import Member
from escale.clients.tests.factories import InvitationFactory
from escale.dotations.emails import send_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.columns import TAKEOVER_COLUMNS
from escale.exchange.order_export import write_order_workbook
from escale.imports.actions.submit_file import submit_file
from escale.jobs.imports import check_import
from escale.kernel.languages import ENGLISH, FRENCH
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.emails import send_order_placed
from escale.workbooks.headers import find_columns
from escale.workbooks.sheet import Cell, Row

AT = datetime(2026, 11, 2, 9, 42, tzinfo=UTC)
MAILS: dict[str, Callable[[Dotation], object]] = {
    "activation": lambda dotation: send_activation(dotation, at=AT, phone_changed=True),
    "order": lambda dotation: send_order_placed(dotation.order),
    "password": lambda dotation: send_password_changed(dotation.client.members.get().user),
    "invitation": lambda dotation: send_invitation(
        InvitationFactory.create(client=dotation.client)
    ),
}


@pytest.fixture
def dotation(alice: Member) -> Dotation:
    alice.client.email = alice.user.email = "cse@yopmail.example"
    alice.client.save()
    alice.user.save()
    return DotationFactory.create(order__client=alice.client, amount=125_000)


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_asked_for_in_english_is_the_french_one(dotation: Dotation, name: str) -> None:
    with override(ENGLISH):
        MAILS[name](dotation)
        message = OutgoingMessage.objects.latest("pk")
        written = render_message(message)
    with override(FRENCH):
        assert render_message(message).text == written.text
    values = " ".join(str(value) for value in message.context.values())
    assert not any(word in values for word in ("€1", "November", "Manager", "Bank", " at "))


def test_a_worker_s_thread_may_have_spoken_english(dotation: Dotation) -> None:
    send_activation(dotation, at=AT)
    with override(ENGLISH):
        text = render_message(OutgoingMessage.objects.get()).text
        assert get_language() == ENGLISH
    assert "vous offre 1\u202f250\u00a0€ de Chèques-Vacances Connect" in text


def test_a_workbook_asked_for_in_english_is_the_french_one(dotation: Dotation) -> None:
    stream = BytesIO()
    with override(ENGLISH):
        write_order_workbook(stream, Dotation.objects.all())
    header, row = load_workbook(stream)["Dotations"].values
    assert header[1:] == (
        *("Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"),
    )
    assert row[-1] == "En attente d’activation"


def test_a_file_with_the_titles_of_the_english_pages_is_read(db: None) -> None:
    with override(ENGLISH):
        titles: list[Cell] = [str(column.label) for column in TAKEOVER_COLUMNS]
    table = find_columns([Row(1, titles)], TAKEOVER_COLUMNS)
    assert list(table.positions) == [column.key for column in TAKEOVER_COLUMNS]
    assert titles[0] == "Employee no."


def test_a_file_is_judged_in_the_language_of_who_sent_it(dotation: Dotation, alice: Member) -> None:
    with override(ENGLISH):
        imported = submit_file(
            actor=alice.actor, order=dotation.order, file=ContentFile(b"x"), name="notes.csv"
        )
    check_import(**ProcrastinateJob.objects.get(task_name="check_import").args)
    imported.refresh_from_db()
    assert imported.refusal.startswith("Columns not found: “Identifiant dotation”")
    assert get_language() == FRENCH
