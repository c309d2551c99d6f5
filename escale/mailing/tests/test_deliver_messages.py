from email.message import EmailMessage
from smtplib import SMTP
from threading import Thread

import pytest
from django.db import connection
from pytest_django import Settings

from escale.mailing.actions import deliver_messages as delivering
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.deliver_messages import DeliveryReport, deliver_messages
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.smtp import hand_over
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import DROP, Script

pytestmark = pytest.mark.django_db


def only() -> OutgoingMessage:
    return OutgoingMessage.objects.get()


def text_of(content: EmailMessage) -> str:
    body = content.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_accepted_message_is_sent(relay: Script) -> None:
    OutgoingMessageFactory.create()
    assert deliver_messages() == DeliveryReport(sent=1, failed=0, deferred=0, more=False)
    message = only()
    assert (message.state, message.smtp_code, message.cause) == (MessageState.SENT, 250, "")
    assert message.sent_at is not None
    assert relay.recipients == [message.recipient]


def test_many_messages_share_one_connection(relay: Script) -> None:
    OutgoingMessageFactory.create_batch(60)
    deliver_messages()
    assert len(relay.received) == 60
    assert relay.sessions == 1


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("550 5.1.1 User unknown", Cause.UNKNOWN_ADDRESS),
        ("550 5.1.2 Domain not found", Cause.UNKNOWN_DOMAIN),
        ("552 5.2.2 Mailbox full", Cause.MAILBOX_FULL),
        ("554 5.0.0 Rejected", Cause.REFUSED),
    ],
)
def test_refused_recipient_fails_with_the_servers_words(
    relay: Script, answer: str, cause: Cause
) -> None:
    message = OutgoingMessageFactory.create()
    relay.at_rcpt[message.recipient].append(answer)
    OutgoingMessageFactory.create()
    report = deliver_messages()
    assert (report.sent, report.failed) == (1, 1)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert message.cause == cause
    assert f"{message.smtp_code} {message.diagnostic}" == answer


def test_refused_after_data_fails(relay: Script) -> None:
    message = OutgoingMessageFactory.create()
    relay.after_data[message.recipient].append("554 5.0.0 Not wanted")
    assert deliver_messages().failed == 1
    assert only().cause == Cause.REFUSED


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]",
        "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.9",
        "550 spam detected",
        "554 5.6.0 Rejected by content",
        "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints",
    ],
)
@pytest.mark.parametrize("stage", ["at_rcpt", "after_data"])
def test_a_refusal_of_us_is_tried_again_and_fails_nobody(
    relay: Script, settings: Settings, answer: str, stage: str
) -> None:
    settings.MAIL_PATIENCE_HOURS = 0
    message = OutgoingMessageFactory.create()
    getattr(relay, stage)[message.recipient].append(answer)
    assert deliver_messages().deferred == 1
    assert (only().cause, only().state) == (Cause.OURS, MessageState.DEFERRED)


def test_temporary_refusal_is_tried_again_later(relay: Script) -> None:
    message = OutgoingMessageFactory.create()
    relay.at_rcpt[message.recipient].append("452 4.2.2 Mailbox full")
    assert deliver_messages().deferred == 1
    assert deliver_messages() == DeliveryReport(sent=0, failed=0, deferred=0, more=False)
    assert (only().state, only().cause) == (MessageState.DEFERRED, Cause.MAILBOX_FULL)
    let_time_pass(minutes=2)
    assert deliver_messages().sent == 1
    assert (only().attempts, only().cause) == (2, "")


def test_retries_carry_the_same_message_id_and_link(relay: Script) -> None:
    message = OutgoingMessageFactory.create()
    relay.after_data[message.recipient].append(DROP)
    assert deliver_messages().deferred == 1
    let_time_pass(minutes=2)
    assert deliver_messages().sent == 1
    first, second = (received.content for received in relay.received)
    assert first["Message-ID"] == second["Message-ID"]
    assert "/lettre/" in text_of(first)
    assert text_of(first) == text_of(second)


def test_line_cut_in_one_message_spares_the_next(relay: Script) -> None:
    cut, next_one = OutgoingMessageFactory.create_batch(2)
    relay.after_data[cut.recipient].append(DROP)
    report = deliver_messages()
    assert (report.deferred, report.sent) == (1, 1)
    assert relay.sessions == 2
    next_one.refresh_from_db()
    assert next_one.state == MessageState.SENT


@pytest.mark.parametrize("hours", [1, 100])
def test_refusal_of_our_sender_never_fails_a_message(relay: Script, hours: int) -> None:
    OutgoingMessageFactory.create()
    let_time_pass(hours=hours)
    relay.at_mail.append("554 5.7.1 Your address is blocked")
    assert deliver_messages().deferred == 1
    message = only()
    assert (message.cause, message.smtp_code) == (Cause.OURS, 554)


@pytest.mark.usefixtures("relay_down")
def test_unreachable_relay_defers_the_batch_and_stops() -> None:
    OutgoingMessageFactory.create_batch(60)
    let_time_pass(hours=100)
    report = deliver_messages()
    assert (report.deferred, report.failed, report.more) == (60, 0, False)


def test_message_that_cannot_be_made_stops_no_other(
    relay: Script, caplog: pytest.LogCaptureFixture
) -> None:
    OutgoingMessageFactory.create(template="no/such/template")
    OutgoingMessageFactory.create()
    report = deliver_messages()
    assert (report.sent, report.deferred) == (1, 1)
    assert "TemplateDoesNotExist" in caplog.text


def test_run_stays_short_and_says_that_more_is_due(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "MOST_SECONDS", 0)
    OutgoingMessageFactory.create_batch(delivering.BATCH + 1)
    report = deliver_messages()
    assert report == DeliveryReport(sent=delivering.BATCH, failed=0, deferred=0, more=True)
    assert deliver_messages() == DeliveryReport(sent=1, failed=0, deferred=0, more=False)


def test_stopping_worker_hands_back_what_it_has_not_sent(relay: Script) -> None:
    OutgoingMessageFactory.create_batch(3)
    report = deliver_messages(should_stop=lambda: len(relay.received) == 1)
    assert (report.sent, report.more) == (1, True)
    assert OutgoingMessage.objects.filter(state=MessageState.QUEUED).count() == 2


def test_lease_of_a_dead_worker_ends(relay: Script) -> None:
    OutgoingMessageFactory.create()
    claim_messages(count=1)
    assert deliver_messages().sent == 0
    let_time_pass(minutes=2)
    assert deliver_messages().sent == 1
    assert only().attempts == 2


def test_worker_that_lost_its_lease_sends_nothing(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutgoingMessageFactory.create()

    def frozen_meanwhile(*, count: int) -> list[OutgoingMessage]:
        held = claim_messages(count=count)
        let_time_pass(minutes=2)
        monkeypatch.setattr(delivering, "claim_messages", claim_messages)
        assert deliver_messages().sent == 1
        return held

    monkeypatch.setattr(delivering, "RECHECK_SECONDS", 0)
    monkeypatch.setattr(delivering, "claim_messages", frozen_meanwhile)
    deliver_messages()
    assert len(relay.received) == 1


def test_what_is_cancelled_after_it_was_claimed_does_not_leave(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "RECHECK_SECONDS", 0)
    first, second = OutgoingMessageFactory.create_batch(2)

    def cancel_second() -> bool:
        if relay.received:
            OutgoingMessage.objects.filter(pk=second.pk).cancel()
        return False

    assert deliver_messages(should_stop=cancel_second).sent == 1
    assert relay.recipients == [first.recipient]


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_each_message_once(relay: Script, settings: Settings) -> None:
    OutgoingMessageFactory.create_batch(200)

    def work() -> None:
        try:
            deliver_messages()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(relay.received) == 200
    assert len(set(relay.recipients)) == 200
    assert OutgoingMessage.objects.filter(state=MessageState.SENT).count() == 200


def test_mistake_in_the_middle_of_a_session_starts_a_clean_one(
    relay: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = OutgoingMessageFactory.create_batch(2)

    def fail_on_first(
        session: SMTP, *, sender: str, recipient: str, content: bytes, reports: bool
    ) -> None:
        if recipient == first.recipient:
            session.putcmd("MAIL", f"FROM:<{sender}>")
            raise ValueError
        hand_over(session, sender=sender, recipient=recipient, content=content, reports=reports)

    monkeypatch.setattr("escale.mailing.relay.hand_over", fail_on_first)
    report = deliver_messages()
    assert (report.sent, report.deferred) == (1, 1)
    assert relay.recipients == [second.recipient]
