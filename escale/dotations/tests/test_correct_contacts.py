"""The set-based sister of `correct_contact` does the same to each dotation, mails included."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.correct_contacts import (
    CorrectedContacts,
    WantedContact,
    correct_contacts,
)
from escale.dotations.contact import Contact
from escale.dotations.errors import DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
ACTOR = Actor("alice", Door.IMPORT)
STATES: list[dict[str, Any]] = [
    {},
    {"in_error": True},
    {"account_created": True},
    {"activated": True},
    {"in_production": True},
    {"status": "integration", "invited_at": None},
    {"status": "expired"},
    {"status": "ordered", "invited_at": None},
]
CHANGES: list[dict[str, str]] = [
    {},
    {"email": "louise@yopmail.example"},
    {"phone": "+33622329618"},
    {"email": "louise@yopmail.example", "phone": "+33622329618"},
]
MESSAGES = [None, MessageState.SENT, MessageState.QUEUED]
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "database_now", lambda: NOW)


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client)


def fresh(order: Order, state: dict[str, Any], message: MessageState | None) -> Dotation:
    opened = {"email": "before@yopmail.example", "opened_at": NOW}
    row = DotationFactory.create(order=order, **(opened | state))
    if message:
        sent = {"state": message, "sent_at": NOW, "settled_at": NOW, "next_attempt_at": None}
        told = sent if message == MessageState.SENT else {}
        row.last_message = OutgoingMessageFactory.create(
            client_id=row.client_id, about=row.about, recipient=row.email, **told
        )
        row.save()
    return row


def story(row: Dotation) -> dict[str, Any]:
    """All that is known of a dotation, its identifiers aside."""
    row.refresh_from_db()
    messages = OutgoingMessage.objects.filter(about__startswith=row.about).order_by("id")
    entries = JournalEntry.objects.filter(about=row.about).order_by("id")
    numbers = {message.pk: index for index, message in enumerate(messages)}
    return {
        "row": [
            row.email, row.phone, row.status, row.revision, row.link_generation, row.opened_at,
            row.search.removeprefix(row.matricule), numbers.get(row.last_message_id or 0),
        ],
        "messages": [
            (
                message.template, message.recipient, message.context, message.state,
                bool(message.links), message.about.removeprefix(row.about), message.attempts,
            )
            for message in messages
        ],
        "journal": [
            (entry.actor, entry.door, entry.verb, entry.changes, numbers.get(entry.message_id or 0))
            for entry in entries
        ],
    }  # fmt: skip


def wanted(row: Dotation, changed: dict[str, str], **seen: Any) -> WantedContact:
    contact = Contact(**({"email": row.email, "phone": row.phone} | changed))
    return WantedContact(row.pk, contact, **seen)


def one_by_one(row: Dotation, changed: dict[str, str]) -> str:
    contact = Contact(**({"email": row.email, "phone": row.phone} | changed))
    try:
        correct_contact(actor=ACTOR, dotation_id=row.pk, contact=contact)
    except DotationRefused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_the_same_as_one_by_one(
    order: Order, state: dict[str, Any], message: MessageState | None
) -> None:
    """Every state, every change, with and without a mail that left or waits."""
    pairs = [(fresh(order, state, message), fresh(order, state, message)) for _ in CHANGES]
    codes = [one_by_one(row, changed) for (row, _), changed in zip(pairs, CHANGES, strict=True)]
    before = OutgoingMessage.objects.count()
    done = correct_contacts(
        actor=ACTOR,
        wanted=[wanted(row, changed) for (_, row), changed in zip(pairs, CHANGES, strict=True)],
    )
    remade = sum(plan.mail == Mail.FIRST_ACTIVATION for plan in done.done.values())
    assert OutgoingMessage.objects.count() == before + done.mails + remade
    for (alone, together), code in zip(pairs, codes, strict=True):
        assert story(alone) == story(together)
        refused = done.refused.get(together.pk)
        assert (refused.code if refused else "") == code
        assert (together.pk in done.done) == (not code)


def test_a_row_changed_since_it_was_seen_is_left_alone(order: Order) -> None:
    rows = [fresh(order, {}, None) for _ in range(3)]
    Dotation.objects.filter(pk=rows[0].pk).update(revision=1)
    changed = {"email": "louise@yopmail.example"}
    other = Contact("other@yopmail.example", rows[1].phone)
    done = correct_contacts(
        actor=ACTOR,
        wanted=[
            wanted(rows[0], changed, revision=0),
            wanted(rows[1], changed, present=other),
            wanted(rows[2], changed, revision=0),
        ],
    )
    assert {row: refused.code for row, refused in done.refused.items()} == {
        rows[0].pk: "contact-changed-meanwhile",
        rows[1].pk: "contact-changed-meanwhile",
    }
    assert list(done.done) == [rows[2].pk]
    assert done.mails == 1


def test_nothing_wanted_does_nothing() -> None:
    assert correct_contacts(actor=ACTOR, wanted=[]) == CorrectedContacts()


def test_the_number_of_statements_does_not_follow_the_rows(order: Order) -> None:
    counts = []
    for number in (3, 60):
        rows = [fresh(order, {}, MessageState.SENT) for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            correct_contacts(
                actor=ACTOR,
                wanted=[wanted(row, CHANGES[index % 3 + 1]) for index, row in enumerate(rows)],
            )
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in captured))
    assert counts[0] == counts[1] <= 12
