"""A mail that should have left and has not: its row is open, said, and listed (R29)."""

from datetime import timedelta

import pytest

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.dotations.contact import Contact
from escale.dotations.emails import send_activation
from escale.dotations.errors import FirstEmailNotSent
from escale.dotations.figures import attention
from escale.dotations.models import Dotation
from escale.dotations.outcome import Outcome
from escale.dotations.queries import dotation_row, dotations_visible_to, found_dotations
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
OTHER = Contact("autre@yopmail.example", "+33609679607")


def with_mail(
    member: Member, state: MessageState, *, late: bool = False, status: str = "integration"
) -> Dotation:
    row = DotationFactory.create(order__client=member.client, status=status)
    row.last_message = send_activation(row, at=clock.now())
    row.save()
    waits = state in (MessageState.QUEUED, MessageState.DEFERRED)
    due = clock.now() - timedelta(hours=1) if late else clock.now() + timedelta(hours=1)
    OutgoingMessage.objects.filter(pk=row.last_message.pk).update(
        state=state,
        cause=Cause.OURS if state in (MessageState.DEFERRED, MessageState.FAILED) else "",
        next_attempt_at=due if waits else None,
        settled_at=None if waits else clock.now(),
    )
    return row


STUCK = [(MessageState.DEFERRED, False), (MessageState.FAILED, False), (MessageState.QUEUED, True)]


@pytest.mark.parametrize(("state", "late"), STUCK)
def test_a_row_whose_first_mail_is_stuck_is_corrected_like_any_other(
    alice: Member, state: MessageState, late: bool
) -> None:
    row = with_mail(alice, state, late=late)
    shown = dotation_row(dotations_visible_to(alice), row.pk)
    assert shown
    assert shown.can_edit_email
    assert attention(alice)[Situation.UNSENT].number == 1
    assert list(found_dotations(alice, Criteria(), Situation.UNSENT)) == [row]
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=OTHER)
    row.refresh_from_db()
    assert row.email == OTHER.email
    assert row.last_message is not None
    assert row.last_message.state == MessageState.QUEUED
    assert row.last_message.recipient == OTHER.email
    assert Situation.UNSENT not in attention(alice)


@pytest.mark.parametrize(("state", "late"), STUCK)
def test_it_may_be_sent_again_as_it_is(alice: Member, state: MessageState, late: bool) -> None:
    row = with_mail(alice, state, late=late)
    done = correct_contact(
        actor=alice.actor, dotation_id=row.pk, contact=Contact(row.email, row.phone)
    )
    assert done.outcome == Outcome.RESENT
    states = OutgoingMessage.objects.filter(about=row.about).values_list("state", flat=True)
    assert sorted(states).count(MessageState.QUEUED) == 1


def test_one_that_is_only_just_queued_is_not_open(alice: Member) -> None:
    row = with_mail(alice, MessageState.QUEUED)
    with pytest.raises(FirstEmailNotSent):
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=OTHER)
    assert Situation.UNSENT not in attention(alice)


@pytest.mark.parametrize("status", ["integration", "awaiting_activation"])
def test_a_failure_of_ours_says_nothing_of_the_address(
    alice: Member, sign_in: SignIn, status: str
) -> None:
    row = with_mail(alice, MessageState.FAILED, status=status)
    message = OutgoingMessage.objects.get(about=row.about)
    assert mark_email_failed(message=message) is None
    row.refresh_from_db()
    assert row.status == DotationStatus(status)
    page = sign_in(alice).get(f"/commandes/{row.order_id}/dotations/").text
    assert "l’échec vient de nous" in page
    assert "reprendra automatiquement" not in page
    home = sign_in(alice).get("/mes-services/").text
    assert "E-mail qui n’a pas pu partir" in home


def test_what_is_deferred_by_its_own_server_is_not_ours(alice: Member) -> None:
    row = with_mail(alice, MessageState.DEFERRED, status="awaiting_activation")
    OutgoingMessage.objects.filter(about=row.about).update(cause=Cause.BUSY)
    assert Situation.UNSENT not in attention(alice)
