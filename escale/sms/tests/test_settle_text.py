from threading import Thread

import pytest
from django.db import OperationalError, connection

from escale.sms.actions.claim_text import claim_text
from escale.sms.actions.settle_text import settle_text
from escale.sms.causes import Cause
from escale.sms.gateways.contract import Report
from escale.sms.models import OutgoingText
from escale.sms.signals import text_settled
from escale.sms.states import TextState
from escale.sms.tests.factories import OutgoingTextFactory

pytestmark = pytest.mark.django_db
SENT = Report(TextState.SENT, reference="17", segments=2)
DELIVERED = Report(TextState.DELIVERED, reference="17", segments=2)
BOUNCED = Report(TextState.FAILED, Cause.UNREACHABLE, "softBounce", "17", 2)
SILENT = Report(TextState.FAILED, Cause.NO_ANSWER, "TimeoutError")


def claimed() -> OutgoingText:
    OutgoingTextFactory.create()
    text = claim_text()
    assert text is not None
    return text


def told(text: OutgoingText, *reports: Report) -> list[TextState | None]:
    return [settle_text(text_id=text.pk, report=report) for report in reports]


def test_accepted_then_delivered() -> None:
    text = claimed()
    assert told(text, SENT) == [TextState.SENT]
    text.refresh_from_db()
    assert (text.reference, text.segments, text.settled_at) == ("17", 2, None)
    sent_at = text.sent_at
    assert told(text, DELIVERED) == [TextState.DELIVERED]
    text.refresh_from_db()
    assert text.sent_at == sent_at is not None
    assert text.settled_at is not None


def test_what_is_told_twice_changes_nothing() -> None:
    text = claimed()
    assert told(text, SENT, SENT, DELIVERED, DELIVERED, SENT, BOUNCED) == [
        TextState.SENT,
        None,
        TextState.DELIVERED,
        None,
        None,
        None,
    ]
    assert OutgoingText.objects.get().state == TextState.DELIVERED


def test_undelivered_text_is_paid_for_and_not_sent_again_by_a_late_report() -> None:
    text = claimed()
    assert told(text, SENT, BOUNCED, SENT) == [TextState.SENT, TextState.FAILED, None]
    text.refresh_from_db()
    assert (text.cause, text.segments) == (Cause.UNREACHABLE, 2)


def test_text_that_did_not_leave_costs_nothing() -> None:
    text = claimed()
    assert told(text, SILENT) == [TextState.FAILED]
    text.refresh_from_db()
    assert (text.sent_at, text.segments, text.cause) == (None, 0, Cause.NO_ANSWER)


@pytest.mark.parametrize("late", [SENT, DELIVERED])
def test_gateway_that_did_not_answer_may_tell_later(late: Report) -> None:
    text = claimed()
    assert told(text, SILENT, late) == [TextState.FAILED, late.state]
    text.refresh_from_db()
    assert (text.segments, text.cause, text.diagnostic) == (2, "", "")


def test_report_may_come_before_the_answer() -> None:
    text = claimed()
    early = Report(TextState.DELIVERED)
    assert told(text, early, SENT) == [TextState.DELIVERED, None]
    assert OutgoingText.objects.get().segments == 1


@pytest.mark.parametrize("report", [SENT, DELIVERED, SILENT])
def test_text_that_never_left_a_queue_is_not_settled(report: Report) -> None:
    assert told(OutgoingTextFactory.create(), report) == [None]


def test_unknown_text() -> None:
    assert settle_text(text_id=1, report=SENT) is None


def test_listeners_hear_each_outcome_once() -> None:
    heard: list[tuple[str, str]] = []

    def listen(sender: type[OutgoingText], text: OutgoingText, **_kwargs: object) -> None:
        heard.append((text.state, text.cause))

    text_settled.connect(listen)
    try:
        told(claimed(), SENT, SENT, BOUNCED, BOUNCED, DELIVERED)
    finally:
        text_settled.disconnect(listen)
    assert heard == [("sent", ""), ("failed", "unreachable"), ("delivered", "")]


@pytest.mark.django_db(transaction=True)
def test_two_that_settle_at_once_are_judged_one_after_the_other() -> None:
    text = claimed()
    heard: list[str] = []

    def settle_elsewhere() -> None:
        try:
            told(text, DELIVERED)
        finally:
            connection.close()

    def listen(text: OutgoingText, **_kwargs: object) -> None:
        heard.append(text.state)
        if heard == ["sent"]:
            other = Thread(target=settle_elsewhere)
            other.start()
            other.join()

    text_settled.connect(listen)
    try:
        assert told(text, SENT) == [None]
    finally:
        text_settled.disconnect(listen)
    assert heard == ["sent", "delivered"]
    assert OutgoingText.objects.get().state == TextState.DELIVERED


def test_mistake_of_a_listener_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def listen(**_kwargs: object) -> None:
        raise KeyError("a mistake")

    text_settled.connect(listen)
    try:
        assert told(claimed(), SENT) == [TextState.SENT]
    finally:
        text_settled.disconnect(listen)
    assert OutgoingText.objects.get().state == TextState.SENT
    assert "a listener failed" in caplog.text


def test_broken_database_settles_nothing() -> None:
    def listen(**_kwargs: object) -> None:
        raise OperationalError("gone")

    text = claimed()
    text_settled.connect(listen)
    try:
        with pytest.raises(OperationalError):
            told(text, SENT)
    finally:
        text_settled.disconnect(listen)
    assert OutgoingText.objects.get().state == TextState.SENDING


@pytest.mark.django_db(transaction=True)
def test_mistake_of_a_listener_hides_no_outcome_settled_meanwhile() -> None:
    text = claimed()

    def settle_elsewhere() -> None:
        try:
            told(text, DELIVERED)
        finally:
            connection.close()

    def listen(**_kwargs: object) -> None:
        text_settled.disconnect(listen)
        other = Thread(target=settle_elsewhere)
        other.start()
        other.join()
        raise KeyError("a mistake")

    text_settled.connect(listen)
    assert told(text, SENT) == [None]
    assert OutgoingText.objects.get().state == TextState.DELIVERED
