"""F17, B4: what comes back late, early, twice, forged, by hundreds, beside people at work; B5."""

import json
import smtplib
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.actions.settle_waiting_bounces import settle_waiting_bounces
from escale.bounces.listener import BounceServer
from escale.bounces.management.commands.receive_bounces import keep
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState
from escale.bounces.tests.made import kept, letter, mark_sent, report, sent_message
from escale.clients.models import Member
from escale.clients.tests.factories import ClientFactory
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.states import TRANSITIONS, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.kernel.errors import DomainError
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import unused_port
from escale.mailing.transport import Answer, Verdict
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.rig.examples import part_of_examples

pytestmark = pytest.mark.drill
HERE = "127.0.0.1"
STORM = sized(small=200, full=10_000)
# For the whole storm, its sending included.
STORM_SECONDS = 300
SENDING = sized(small=500, full=10_000)
# Turns after which a beneficiary may activate: little happens to mail from then on.
LATE = 20


def emailed(member: Member) -> Dotation:
    """A dotation whose activation mail the relay took."""
    row = DotationFactory.create(order=OrderFactory.create(client=member.client))
    resend_activation(actor=member.actor, dotation_id=row.pk)
    row.refresh_from_db()
    assert row.last_message is not None
    mark_sent(row.last_message)
    return row


def status_of(row: Dotation) -> str:
    row.refresh_from_db()
    return row.status


@pytest.mark.django_db
def test_a_failure_comes_back_to_the_dotation(alice: Member) -> None:
    row = emailed(alice)
    assert row.last_message is not None
    for _time in range(3):
        record_bounce(content=report(row.email), returned_to=return_address(row.last_message))
    assert status_of(row) == DotationStatus.EMAIL_ERROR
    verbs = [entry.verb for entry in entries_about(row.about)]
    assert verbs.count("email-failed") == 1


@pytest.mark.django_db
def test_a_bounce_of_the_former_address_leaves_the_new_one_alone(alice: Member) -> None:
    row = emailed(alice)
    former, address = row.last_message, row.email
    assert former is not None
    contact = Contact("louise@yopmail.example", row.phone)
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    bounce = kept(report(address), return_address(former))
    former.refresh_from_db()
    assert (bounce.state, former.state) == (BounceState.APPLIED, MessageState.FAILED)
    assert status_of(row) == DotationStatus.AWAITING_ACTIVATION
    assert "email-failed" not in [entry.verb for entry in entries_about(row.about)]


@pytest.mark.django_db
def test_a_bounce_after_activation_changes_nothing(alice: Member) -> None:
    row = emailed(alice)
    activate_dotation(actor=SYSTEM, dotation_id=row.pk)
    assert row.last_message is not None
    record_bounce(content=report(row.email), returned_to=return_address(row.last_message))
    assert status_of(row) == DotationStatus.ACTIVATED


@pytest.mark.django_db
def test_a_bounce_naming_another_person_is_of_its_token_alone(alice: Member) -> None:
    """T5: the address of somebody else, of another client, under our own token."""
    row, other = emailed(alice), DotationFactory.create()
    assert row.last_message is not None
    record_bounce(content=report(other.email), returned_to=return_address(row.last_message))
    assert status_of(row) == DotationStatus.EMAIL_ERROR
    assert status_of(other) == DotationStatus.AWAITING_ACTIVATION


class OneDotation(RuleBasedStateMachine):
    """People, the relay and what comes back, in any order, around one dotation."""

    numbers = count(1)

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        # As around a test: a worker's own transactions live inside it.
        self._undo._from_testcase = True  # type: ignore[attr-defined]
        self._undo.__enter__()
        order = OrderFactory.create(client=ClientFactory.create())
        self.row = DotationFactory.create(order=order)
        self.status = self.before_answer = self.row.status
        self.claimed: list[OutgoingMessage] = []
        self.turns = 0
        self.failed: set[int] = set()
        self.early: set[int] = set()
        self.waiting: set[int] = set()
        resend_activation(actor=SYSTEM, dotation_id=self.row.pk)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)

    def messages(self) -> list[OutgoingMessage]:
        return list(OutgoingMessage.objects.filter(about=self.row.about).order_by("pk"))

    @rule(changes_address=st.booleans())
    def correct(self, changes_address: bool) -> None:
        number = next(self.numbers)
        email = f"louise{number}@yopmail.example" if changes_address else self.row.email
        phone = self.row.phone if changes_address else f"+336096{number % 100_000:05d}"
        try:
            correct_contact(actor=SYSTEM, dotation_id=self.row.pk, contact=Contact(email, phone))
        except DomainError:
            return
        self.before_answer = DotationStatus.AWAITING_ACTIVATION

    @rule()
    def resend(self) -> None:
        try:
            resend_activation(actor=SYSTEM, dotation_id=self.row.pk)
        except DomainError:
            return
        self.before_answer = self.status

    @rule()
    def claim(self) -> None:
        self.claimed += claim_messages(count=1)

    @precondition(lambda self: self.claimed)
    @rule(refused=st.booleans())
    def settle(self, refused: bool) -> None:
        message = self.claimed.pop()
        answer = Answer(Verdict.REFUSED, 550, "5.1.1") if refused else Answer(Verdict.ACCEPTED, 250)
        state = settle_message(message=message, answer=answer)
        # The notice to a former address leaves like the others, and says nothing of the dotation.
        if state == MessageState.FAILED and message.about == self.row.about:
            self.failed.add(message.pk)

    @rule(which=st.integers(0, 5), again=st.booleans())
    def come_back(self, which: int, again: bool) -> None:
        """A final failure of any message: the newest, a former one, one that has not left."""
        messages = self.messages()
        message = messages[-1 - which % len(messages)]
        content = report() + (b"" if again else str(next(self.numbers)).encode())
        record_bounce(content=content, returned_to=return_address(message))
        if message.state in (MessageState.QUEUED, MessageState.SENDING):
            self.early.add(message.pk)
            self.waiting |= {message.pk} if again else set()
        elif message.state == MessageState.SENT and not (again and message.pk in self.waiting):
            # The very same one, told before it could be judged, waits for the sweep.
            self.failed.add(message.pk)

    @rule(kind=st.sampled_from(["delayed", "reply", "forged", "against-us", "stranger"]))
    def come_back_without_effect(self, kind: str) -> None:
        address = return_address(self.messages()[-1])
        content = {
            "delayed": report(action="delayed", status="4.4.1"),
            "reply": letter("Absent", from_="a@b.example", subject="Absence du bureau"),
            "against-us": report(status="5.7.1", diagnostic="blocked using spamhaus"),
        }.get(kind, report())
        if kind == "forged":
            address = address[:9] + ("a" if address[9] != "a" else "b") + address[10:]
        record_bounce(content=content, returned_to="" if kind == "stranger" else address)

    @rule()
    def sweep(self) -> None:
        sent = {message.pk for message in self.messages() if message.state == MessageState.SENT}
        settle_waiting_bounces()
        self.failed |= sent & self.early

    @precondition(lambda self: self.turns > LATE)
    @rule()
    def create_account(self) -> None:
        try:
            attach_account(actor=SYSTEM, dotation_id=self.row.pk)
        except DomainError:
            return

    @precondition(lambda self: self.turns > LATE)
    @rule()
    def activate(self) -> None:
        try:
            activate_dotation(actor=SYSTEM, dotation_id=self.row.pk)
        except DomainError:
            return

    @rule(refused=st.sampled_from([False, False, True]))
    def deliver(self, refused: bool) -> None:
        self.claim()
        if self.claimed:
            self.settle(refused)

    @invariant()
    def status_follows_the_newest_message(self) -> None:
        self.turns += 1
        before = self.status
        self.row.refresh_from_db()
        self.status = self.row.status
        assert self.status == self._expected()
        edges = {(start, end) for (start, _event), end in TRANSITIONS.items()}
        assert before == self.status or (before, self.status) in edges

    @invariant()
    def only_what_failed_has_failed(self) -> None:
        failed = {one.pk for one in self.messages() if one.state == MessageState.FAILED}
        assert failed == self.failed

    def _expected(self) -> str:
        message = self.row.last_message
        assert message is not None
        assert message.recipient == self.row.email
        if self.row.activated_at is not None:
            return DotationStatus.ACTIVATED
        if self.row.has_account or message.state == MessageState.SENT:
            return DotationStatus.AWAITING_ACTIVATION
        if message.state == MessageState.FAILED:
            return DotationStatus.EMAIL_ERROR
        return self.before_answer


@pytest.mark.django_db
def test_the_status_is_always_that_of_the_newest_message() -> None:
    run_state_machine_as_test(
        OneDotation, settings=settings(max_examples=part_of_examples(40), stateful_step_count=30)
    )


@pytest.mark.django_db(transaction=True)
def test_a_storm_is_recorded_whole(settings: Settings) -> None:
    settings.BOUNCE_BREAKER_LEAST = STORM
    messages = [sent_message() for _number in range(STORM)]

    def keep_here(content: bytes, returned_to: str) -> None:
        keep(content, returned_to)
        connection.close()

    def send(part: list[OutgoingMessage]) -> None:
        with smtplib.LMTP(HERE, port) as line:
            for message in part:
                line.sendmail("", return_address(message), report(message.recipient))

    port = unused_port()
    started = time.monotonic()
    with BounceServer(HERE, port, keep_here), ThreadPoolExecutor(4) as pool:
        list(pool.map(send, [messages[start::4] for start in range(4)]))
    seconds = time.monotonic() - started
    print(json.dumps({"drill": "B4", "bounces": STORM, "seconds": round(seconds, 1)}))  # noqa: T201
    assert seconds < STORM_SECONDS
    assert ReceivedBounce.objects.filter(state=BounceState.APPLIED).count() == STORM
    assert not OutgoingMessage.objects.exclude(state=MessageState.FAILED).exists()


@pytest.mark.django_db
def test_one_text_said_of_too_many_marks_few_of_them(caplog: pytest.LogCaptureFixture) -> None:
    """B5: nothing in the text says that it aims at us; that everybody says it does."""
    said = "550 5.1.1 <{address}>: Recipient address rejected: User unknown"
    messages = [sent_message() for _number in range(SENDING)]
    for message in messages[: SENDING // 5]:
        record_bounce(content=report(diagnostic=said), returned_to=return_address(message))
    other = report(diagnostic="550 5.2.1 mailbox disabled")
    record_bounce(content=other, returned_to=return_address(messages[-1]))

    counts = Counter(ReceivedBounce.objects.values_list("state", flat=True))
    tolerated = SENDING * 5 // 100
    assert counts == {
        BounceState.APPLIED: tolerated + 1 + 1,
        BounceState.HELD: SENDING // 5 - tolerated - 1,
    }
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    print(json.dumps({"drill": "B5", "sent": SENDING} | counts))  # noqa: T201
