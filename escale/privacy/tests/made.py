"""A person of whom every table knows something, and a look into every table for it."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import connection

from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState, Why
from escale.clients.tests.factories import UserFactory
from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.exports.models import Export
from escale.exports.tests.factories import ExportFactory
from escale.imports.models import Import, ImportRow
from escale.imports.states import ImportStatus, Verdict
from escale.imports.tests.factories import ImportFactory
from escale.inquiries.models import Inquiry, Subject
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.ordering.models import Draft, DraftLine
from escale.ordering.tests.factories import DraftFactory
from escale.orders.models import Booklet, Order
from escale.orders.tests.factories import OrderFactory
from escale.sms.models import OutgoingText
from escale.sms.states import TextState

EMAIL, PHONE, NAME, MATRICULE = "canari@yopmail.example", "+33698765432", "ZANZIBAR", "canari77"
CANARIES = (EMAIL, PHONE, PHONE[3:], NAME, MATRICULE)


def known_dotation(**order: Any) -> Dotation:
    """Activated, with an account, an application and their messages."""
    account = BeneficiaryFactory.create(email=EMAIL, last_name=NAME, configured=True)
    Beneficiary.objects.update(phone=PHONE)
    dotation = holding(
        account,
        order=OrderFactory.create(closed=True, **order),
        activated=True,
        matricule=MATRICULE,
        last_name=NAME,
        phone=PHONE,
    )
    Dotation.objects.update(search=search_of(dotation))
    PhoneCode.objects.create(beneficiary=account, phone=PHONE, salt="sel")
    for about in (dotation.about, account.about):
        _correspondence(about)
    return dotation


def _correspondence(about: str) -> None:
    message = OutgoingMessage.objects.create(
        template="letter",
        recipient=EMAIL,
        context={"name": NAME},
        about=about,
        state=MessageState.CANCELLED,
        next_attempt_at=None,
        settled_at=clock.now(),
        diagnostic=f"550 {EMAIL} unknown",
    )
    ReceivedBounce.objects.create(
        digest=about,
        content=EMAIL.encode(),
        address=EMAIL,
        diagnostic=f"550 {EMAIL} unknown",
        message=message,
        bounce_class="failed",
        state=BounceState.DISCARDED,
        why=Why.UNKNOWN_MESSAGE,
    )
    OutgoingText.objects.create(
        template="greeting/texts/code",
        phone=PHONE,
        context={"name": NAME},
        about=about,
        state=TextState.CANCELLED,
        settled_at=clock.now(),
        expires_at=clock.now(),
    )


def known_files(dotation: Dotation) -> None:
    """What the client sent and asked for."""
    order = dotation.order
    imported = ImportFactory.create(
        order=order, status=ImportStatus.APPLIED, applied_at=clock.now()
    )
    ImportRow.objects.create(
        imported=imported,
        row=2,
        dotation_id=dotation.pk,
        verdict=Verdict.REFUSED,
        former_email=EMAIL,
        phone=PHONE,
        cells={"nom": NAME},
    )
    draft = DraftFactory.create(client=order.client)
    DraftLine.objects.create(
        draft=draft, row=1, matricule=MATRICULE, last_name=NAME, email=EMAIL, phone=PHONE
    )
    ImportFactory.create(order=order)
    ExportFactory.create(order=order, criteria={"anything": NAME})


def known_otherwise(dotation: Dotation) -> None:
    """What no erasure of one person reaches, only time."""
    order = dotation.order
    Booklet.objects.create(
        order=order, matricule=MATRICULE, last_name=NAME, first_name="Chloé", amount=1_000
    )
    UserSession.objects.create(
        user=UserFactory.create(), ip="192.0.2.7", user_agent="Firefox", session_key="past"
    )
    Inquiry.objects.create(
        client=order.client,
        sent_by="alice",
        reply_to="alice@yopmail.example",
        subject=Subject.DOTATION,
        body=f"{NAME} n’a rien reçu",
    )
    Inquiry.objects.create(
        sent_by=NAME,
        organisation="Atelier",
        reply_to=EMAIL,
        phone=PHONE,
        subject=Subject.ACCOUNT,
        body="Je n’entre plus.",
    )


def age(days: float) -> None:
    """As if everything had happened that much earlier."""
    past = clock.now() - timedelta(days=days)
    Order.objects.exclude(closed_at=None).update(closed_at=past)
    Beneficiary.objects.update(created_at=past)
    OutgoingMessage.objects.update(settled_at=past)
    OutgoingText.objects.update(settled_at=past)
    ReceivedBounce.objects.update(received_at=past)
    Draft.objects.update(updated_at=past)
    Import.objects.update(expires_at=past + timedelta(days=1))
    Import.objects.exclude(applied_at=None).update(applied_at=past)
    Export.objects.update(created_at=past)
    Inquiry.objects.update(created_at=past)
    UserSession.objects.update(created_at=past)
    # The past of the journal cannot be rewritten: one more line of it.
    JournalEntry.objects.create(at=past, actor="x", door=Door.SYSTEM, verb="x", about="x")


def tables_that_name(canaries: tuple[str, ...] = CANARIES) -> set[str]:
    """Every table of which some row, written out whole, holds one of these."""
    found = set()
    # What is stored as bytes is written out in hexadecimal.
    written = [form for name in canaries for form in (name, name.encode().hex())]
    patterns = [f"%{form}%" for form in written]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT 1 FROM "{table}" t WHERE t::text ILIKE ANY(%s) LIMIT 1',  # noqa: S608
                [patterns],
            )
            if cursor.fetchone():
                found.add(table)
    return found
