"""R29: corrected while the first e-mail has not been accepted yet; it stays the only one."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.mark_emails_accepted import mark_emails_accepted
from escale.dotations.actions.queue_first_emails import queue_first_emails
from escale.dotations.contact import Contact
from escale.dotations.errors import FirstEmailNotSent
from escale.dotations.models import Dotation
from escale.dotations.outcome import Outcome
from escale.dotations.rules import plan_correction
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

IMPORT = Actor("Alice", Door.IMPORT)
NEW_EMAIL = "louise.ferbach@yopmail.example"
NEW_PHONE = "+33688983589"


def in_integration() -> Dotation:
    return DotationFactory.create(status=DotationStatus.INTEGRATION, invited_at=None)


def with_queued_email() -> Dotation:
    row = in_integration()
    queue_first_emails(order=row.order, most=10)
    row.refresh_from_db()
    assert row.last_message_id is not None
    return row


def waiting() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(state=MessageState.QUEUED))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "email", "phone"),
    [
        (lambda row: Contact(NEW_EMAIL, row.phone), NEW_EMAIL, "06 •• •• 96 07"),
        (lambda row: Contact(row.email, NEW_PHONE), None, "06 •• •• 35 89"),
        (lambda row: Contact(NEW_EMAIL, NEW_PHONE), NEW_EMAIL, "06 •• •• 35 89"),
    ],
    ids=["address", "phone", "both"],
)
def test_the_queued_one_is_made_again(
    contact: Callable[[Dotation], Contact], email: str | None, phone: str
) -> None:
    row = with_queued_email()
    former = row.last_message
    assert former is not None
    done = correct_contact(actor=IMPORT, dotation_id=row.pk, contact=contact(row))
    assert done.outcome == Outcome.STORED
    row.refresh_from_db()
    former.refresh_from_db()
    assert former.state == MessageState.CANCELLED
    assert row.status == DotationStatus.INTEGRATION
    assert waiting() == [row.last_message]
    message = waiting()[0]
    assert message.template == "dotations/emails/activation"
    assert message.recipient == row.email == (email or former.recipient)
    assert message.context["masked_phone"] == phone
    # The beneficiary has never been told another number.
    assert message.context["phone_changed"] is False
    assert entries_about(row.about).get().message_id == message.pk
    assert mark_emails_accepted(messages=[former]) == []
    mark_emails_accepted(messages=[message])
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION


@pytest.mark.django_db
def test_before_it_is_queued_the_correction_is_only_stored() -> None:
    row = in_integration()
    done = correct_contact(actor=IMPORT, dotation_id=row.pk, contact=Contact(NEW_EMAIL, NEW_PHONE))
    assert done.outcome == Outcome.STORED
    assert waiting() == []
    queue_first_emails(order=row.order, most=10)
    assert [message.recipient for message in waiting()] == [NEW_EMAIL]


@pytest.mark.django_db
def test_no_mail_is_announced_to_the_manager() -> None:
    row = with_queued_email()
    plan = plan_correction(row, Contact(NEW_EMAIL, NEW_PHONE), before_first_email=True)
    assert not plan.adds_mail


@pytest.mark.django_db
def test_the_screen_follows_its_setting(alice: Member, settings: Settings) -> None:
    row = with_queued_email()
    contact = Contact(NEW_EMAIL, row.phone)
    with pytest.raises(FirstEmailNotSent):
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    settings.EDITABLE_BEFORE_FIRST_EMAIL = True
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    assert [message.recipient for message in waiting()] == [NEW_EMAIL]


@pytest.mark.django_db
def test_unchanged_it_is_not_sent_twice() -> None:
    row = with_queued_email()
    with pytest.raises(FirstEmailNotSent):
        correct_contact(actor=IMPORT, dotation_id=row.pk, contact=Contact(row.email, row.phone))
    assert len(waiting()) == 1


@pytest.mark.django_db(transaction=True)
def test_corrected_at_the_moment_it_is_queued() -> None:
    """The correction waits for the row, then sees the message that it could not see before."""
    row = in_integration()
    is_waiting = Event()

    def correct() -> None:
        try:
            is_waiting.set()
            correct_contact(actor=IMPORT, dotation_id=row.pk, contact=Contact(NEW_EMAIL, row.phone))
        finally:
            connection.close()

    with transaction.atomic():
        queue_first_emails(order=row.order, most=10)
        thread = Thread(target=correct)
        thread.start()
        is_waiting.wait()
        thread.join(timeout=0.5)
        assert thread.is_alive()
    thread.join()
    row.refresh_from_db()
    assert waiting() == [row.last_message]
    assert waiting()[0].recipient == NEW_EMAIL
