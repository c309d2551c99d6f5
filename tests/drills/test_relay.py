"""F1, F2, F5-F9, F19: what a worker and a relay do to each other; no mail is lost, none doubled."""

import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

import pytest
from django.db.models.functions import Now

from escale.clients.models import Member
from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import DROP, Script, smtp_server, unused_port
from escale.orders.tests.factories import OrderFactory
from tests.drills.size import sized
from tests.drills.worker_process import wait_until, worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MAILS = sized(small=200, full=10_000)
KILLS = sized(small=3, full=20)
KILL_WITHIN_SECONDS = sized(small=0.3, full=2.5)
# A delivery and the sweep: what a worker has in flight. At full size 0.4 % of the mails.
AT_ONCE = 2
SHARE_DROPPED = 20
FEW = MAILS // 50
SHUTDOWN_SECONDS = 30
SOON = {"ESCALE_MAIL_RETRY": "1,1,2"}


def mailed(member: Member, number: int = MAILS, domain: str = "yopmail.example") -> list[str]:
    """Dotations in error whose activation mails are queued; their addresses."""
    order = OrderFactory.create(client=member.client)
    addresses = [f"personne{index}@{domain}" for index in range(number)]
    rows = Dotation.objects.bulk_create(
        DotationFactory.build(
            order=order,
            client=member.client,
            email=address,
            status=DotationStatus.EMAIL_ERROR,
        )
        for address in addresses
    )
    correct_contacts(actor=member.actor, wanted=[WantedContact(row.pk) for row in rows])
    return addresses


def have_arrived(relay: Script, number: int) -> bool:
    return len(set(relay.recipients)) >= number


def are_settled(*states: MessageState) -> bool:
    return not OutgoingMessage.objects.exclude(state__in=states).exists()


def doubled(relay: Script) -> list[str]:
    """Who got it twice; always the same message, with the same link."""
    found = [who for who, times in Counter(relay.recipients).items() if times > 1]
    for who in found:
        copies = [mail.content for mail in relay.received if mail.recipient == who]
        assert len({copy["Message-ID"] for copy in copies}) == 1
        assert len({str(copy.get_body(("plain",))) for copy in copies}) == 1
    return found


def statuses(addresses: Sequence[str] = ()) -> set[str]:
    found = Dotation.objects.filter(email__in=addresses) if addresses else Dotation.objects.all()
    return set(found.values_list("status", flat=True))


def holds_end() -> None:
    """The clock goes on."""
    MailHold.objects.update(until=Now())


def test_killed_in_the_middle_of_resends_nothing_is_lost(alice: Member) -> None:
    addresses = mailed(alice)
    moments = random.Random(1)  # noqa: S311
    with smtp_server() as (relay, port):
        for _kill in range(KILLS):
            arrived = len(set(relay.recipients))
            with worker(port):
                wait_until(partial(have_arrived, relay, min(arrived + 1, MAILS)))
                time.sleep(moments.uniform(0, KILL_WITHIN_SECONDS))
        with worker(port):
            wait_until(partial(are_settled, MessageState.SENT))
    assert set(relay.recipients) == set(addresses)
    # Only in the instant between the relay's yes and our note of it.
    assert len(doubled(relay)) <= KILLS * AT_ONCE
    assert statuses() == {DotationStatus.AWAITING_ACTIVATION}


def test_a_line_cut_before_the_answer_sends_the_same_mail_again(alice: Member) -> None:
    addresses = mailed(alice)
    cut = addresses[::SHARE_DROPPED]
    with smtp_server() as (relay, port):
        for address in cut:
            relay.after_data[address].append(DROP)
        with worker(port, **SOON):
            wait_until(partial(are_settled, MessageState.SENT))
    assert set(relay.recipients) == set(addresses)
    assert set(doubled(relay)) == set(cut)
    assert statuses() == {DotationStatus.AWAITING_ACTIVATION}


def test_a_relay_that_is_down_gets_all_when_it_is_back(alice: Member) -> None:
    addresses = mailed(alice)
    port = unused_port()
    with worker(port, **SOON):
        wait_until(MailHold.objects.exists)
        assert statuses() == {DotationStatus.EMAIL_ERROR}
        assert not OutgoingMessage.objects.filter(state=MessageState.FAILED).exists()
        with smtp_server(port) as (relay, _port):
            holds_end()
            wait_until(partial(are_settled, MessageState.SENT))
    assert Counter(relay.recipients) == Counter(addresses)
    assert not MailHold.objects.exists()


def test_greylisting_delivers_on_the_second_try(alice: Member) -> None:
    addresses = mailed(alice)
    with smtp_server() as (relay, port):
        for address in addresses:
            relay.at_rcpt[address].append("451 4.7.1 Greylisted, try again later")
        with worker(port, **SOON):
            wait_until(partial(are_settled, MessageState.SENT))
    assert Counter(relay.recipients) == Counter(addresses)
    assert set(OutgoingMessage.objects.values_list("attempts", flat=True)) == {2}


def test_refused_recipients_fail_and_only_they(alice: Member) -> None:
    addresses = mailed(alice)
    wrong = addresses[:: MAILS // FEW]
    with smtp_server() as (relay, port):
        for address in wrong:
            relay.at_rcpt[address].append("550 5.1.1 User unknown")
        with worker(port):
            wait_until(partial(are_settled, MessageState.SENT, MessageState.FAILED))
    in_error = Dotation.objects.filter(status=DotationStatus.EMAIL_ERROR)
    assert set(in_error.values_list("email", flat=True)) == set(wrong)
    assert set(in_error.values_list("last_message__diagnostic", flat=True)) == {
        "5.1.1 User unknown"
    }
    assert Counter(relay.recipients) == Counter(set(addresses) - set(wrong))


@pytest.mark.parametrize(
    "refusal", ["554 5.7.1 Your address is blocked", "552 5.3.4 Too large", "530 5.7.0 Log in"]
)
def test_a_refusal_of_us_marks_nobody_and_ends_by_itself(alice: Member, refusal: str) -> None:
    addresses = mailed(alice, FEW)
    with smtp_server() as (relay, port):
        relay.at_mail.append(refusal)
        with worker(port, **SOON):
            wait_until(MailHold.objects.exists)
            assert statuses() == {DotationStatus.EMAIL_ERROR}
            assert MailHold.objects.get().reason == refusal[4:]
            holds_end()
            wait_until(partial(are_settled, MessageState.SENT))
    assert Counter(relay.recipients) == Counter(addresses)


def test_one_silent_domain_keeps_nobody_waiting(alice: Member) -> None:
    slow = mailed(alice, FEW, domain="lent.example")
    others = mailed(alice)
    with smtp_server() as (relay, port):
        relay.silent_for.update(slow)
        with worker(port, ESCALE_MAIL_MESSAGE_SECONDS="1") as process:
            wait_until(partial(have_arrived, relay, len(others)))
            assert MailHold.objects.get().domain == "lent.example"
            holds_end()
            process.terminate()
            assert process.wait(SHUTDOWN_SECONDS) is not None
    assert Counter(relay.recipients) == Counter(others)
    assert statuses(slow) == {DotationStatus.EMAIL_ERROR}
    wanted = {MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENT}
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) <= wanted


def test_a_frozen_worker_sends_nothing_it_no_longer_holds(alice: Member) -> None:
    addresses = mailed(alice)
    with smtp_server() as (relay, port), worker(port) as frozen:
        wait_until(partial(have_arrived, relay, FEW))
        frozen.send_signal(signal.SIGSTOP)
        with worker(port):
            wait_until(partial(are_settled, MessageState.SENT))
            frozen.send_signal(signal.SIGCONT)
            # Time to send, if it would.
            time.sleep(1)
    assert set(relay.recipients) == set(addresses)
    assert len(doubled(relay)) <= AT_ONCE
    assert statuses() == {DotationStatus.AWAITING_ACTIVATION}
