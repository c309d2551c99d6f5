from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from escale.sms.actions.cancel_texts import cancel_texts
from escale.sms.actions.claim_text import claim_text
from escale.sms.actions.deliver_texts import MOST_PER_RUN, DeliveryReport, deliver_texts
from escale.sms.causes import Cause
from escale.sms.gateways.brevo import BrevoGateway
from escale.sms.models import OutgoingText
from escale.sms.queries import cost, newest_text, texts_sent_to
from escale.sms.report_address import report_url
from escale.sms.states import TextState
from escale.sms.tests.brevo_server import SILENCE, Script
from escale.sms.tests.factories import OutgoingTextFactory, let_time_pass

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def only() -> OutgoingText:
    return OutgoingText.objects.get()


def cost_of_today(payer: str | None = None) -> int:
    return cost(timezone.now() - DAY, timezone.now() + DAY, payer)


def test_accepted_text_is_sent(brevo: Script) -> None:
    text = OutgoingTextFactory.create()
    assert deliver_texts() == DeliveryReport(sent=1, failed=0, more=False)
    text.refresh_from_db()
    assert (text.state, text.cause, text.segments) == (TextState.SENT, "", 1)
    assert text.reference == "1511882900176221"
    (request,) = brevo.requests
    assert request["recipient"] == text.phone.removeprefix("+")
    assert request["content"].startswith("Votre code Escale : ")
    assert request["webUrl"] == report_url(text)


def test_nothing_is_sent_twice(brevo: Script) -> None:
    OutgoingTextFactory.create_batch(3)
    assert deliver_texts().sent == 3
    assert deliver_texts() == DeliveryReport(sent=0, failed=0, more=False)
    assert len(brevo.requests) == 3


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (400, '{"code": "invalid_parameter", "message": "Invalid phone number"}', "unknown-number"),
        (400, '{"code": "invalid_parameter", "message": "sender is missing"}', "ours"),
        (401, '{"code": "unauthorized", "message": "Key not found"}', "ours"),
        (402, '{"code": "not_enough_credits", "message": "not enough credits"}', "ours"),
        (429, "", "ours"),
        (500, "<html>Oops</html>", "no-answer"),
        (302, "", "no-answer"),
        (200, "{}", "no-answer"),
        (201, '{"messageId": null}', "no-answer"),
        (201, "[]", "no-answer"),
        (*SILENCE, "no-answer"),
    ],
)
def test_what_is_not_accepted_fails_and_is_not_tried_again(
    brevo: Script, status: int, body: str, cause: str
) -> None:
    brevo.answers.append((status, body))
    text = OutgoingTextFactory.create()
    assert deliver_texts() == DeliveryReport(sent=0, failed=1, more=False)
    assert deliver_texts() == DeliveryReport(sent=0, failed=0, more=False)
    assert (only().state, only().cause) == (TextState.FAILED, cause)
    assert (texts_sent_to(text.about, DAY), cost_of_today()) == (0, 0)
    assert len(brevo.requests) == 1


def test_gateway_out_of_reach(settings: Settings, brevo: Script) -> None:
    settings.SMS_OPTIONS |= {"base_url": "http://127.0.0.1:1"}
    OutgoingTextFactory.create()
    assert deliver_texts().failed == 1
    assert (only().cause, only().diagnostic) == (Cause.NO_ANSWER, "ConnectionRefusedError")


def test_no_gateway_at_all(settings: Settings) -> None:
    settings.SMS_GATEWAY = ""
    OutgoingTextFactory.create()
    assert deliver_texts().failed == 1
    assert only().cause == Cause.OURS


def test_stale_text_is_not_sent(brevo: Script) -> None:
    OutgoingTextFactory.create()
    let_time_pass(minutes=11)
    assert deliver_texts().failed == 1
    assert only().cause == Cause.EXPIRED
    assert brevo.requests == []


def test_cancelled_text_is_not_sent(brevo: Script) -> None:
    cancelled, other = OutgoingTextFactory.create_batch(2)
    assert cancel_texts(about=cancelled.about) == 1
    assert deliver_texts().sent == 1
    assert brevo.phones == [other.phone.removeprefix("+")]
    assert texts_sent_to(cancelled.about, DAY) == 0


def test_text_that_is_leaving_is_not_cancelled(brevo: Script) -> None:
    OutgoingTextFactory.create()
    text = claim_text()
    assert text is not None
    assert cancel_texts(about=text.about) == 0


def test_text_that_cannot_be_made_stops_no_other(
    brevo: Script, caplog: pytest.LogCaptureFixture
) -> None:
    OutgoingTextFactory.create(template="no/such/text")
    OutgoingTextFactory.create()
    assert deliver_texts() == DeliveryReport(sent=1, failed=1, more=False)
    assert "TemplateDoesNotExist" in caplog.text


def test_mistake_of_a_gateway_stops_no_other(
    brevo: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: BrevoGateway, **_kwargs: str) -> None:
        raise KeyError

    monkeypatch.setattr(BrevoGateway, "send", fail)
    OutgoingTextFactory.create()
    assert deliver_texts().failed == 1
    assert (only().cause, only().diagnostic) == (Cause.NO_ANSWER, "KeyError")


def test_daily_number_of_texts_is_each_payers_own(settings: Settings, brevo: Script) -> None:
    settings.SMS_DAILY_LIMIT = 2
    OutgoingTextFactory.create_batch(3, payer="1000001")
    OutgoingTextFactory.create(payer="1000002")
    assert deliver_texts() == DeliveryReport(sent=3, failed=1, more=False)
    assert OutgoingText.objects.get(cause=Cause.BUDGET).payer == "1000001"
    let_time_pass(hours=25)
    OutgoingTextFactory.create(payer="1000001")
    assert deliver_texts().sent == 1


def test_refused_texts_do_not_count_in_the_day(settings: Settings, brevo: Script) -> None:
    settings.SMS_DAILY_LIMIT = 1
    brevo.answer(500)
    OutgoingTextFactory.create_batch(2)
    assert deliver_texts() == DeliveryReport(sent=1, failed=1, more=False)


def test_cost_is_what_was_charged(brevo: Script) -> None:
    brevo.answer(201, messageId=1, smsCount=3)
    OutgoingTextFactory.create(payer="1000001")
    OutgoingTextFactory.create(payer="1000002")
    deliver_texts()
    assert (cost_of_today(), cost_of_today("1000001"), cost_of_today("1000002")) == (4, 3, 1)
    assert cost(timezone.now() + DAY, timezone.now() + 2 * DAY) == 0


def test_texts_sent_to_counts_what_waits_and_forgets_what_is_old(brevo: Script) -> None:
    sent = OutgoingTextFactory.create(about="a:1")
    deliver_texts()
    waiting = OutgoingTextFactory.create(about="a:1")
    assert texts_sent_to("a:1", timedelta(minutes=5)) == 2
    assert newest_text("a:1") == waiting != sent
    let_time_pass(minutes=6)
    assert texts_sent_to("a:1", timedelta(minutes=5)) == 0


def test_worker_that_died_left_a_failure_and_never_a_second_text(brevo: Script) -> None:
    OutgoingTextFactory.create()
    claim_text()
    assert deliver_texts() == DeliveryReport(sent=0, failed=0, more=False)
    let_time_pass(minutes=2)
    assert deliver_texts() == DeliveryReport(sent=0, failed=1, more=False)
    assert (only().state, only().cause) == (TextState.FAILED, Cause.NO_ANSWER)
    assert brevo.requests == []


def test_run_stays_short(brevo: Script) -> None:
    OutgoingTextFactory.create_batch(MOST_PER_RUN + 1)
    assert deliver_texts() == DeliveryReport(sent=MOST_PER_RUN, failed=0, more=True)


def test_stopping_worker_claims_no_other(brevo: Script) -> None:
    OutgoingTextFactory.create_batch(3)
    report = deliver_texts(should_stop=lambda: len(brevo.requests) == 1)
    assert report == DeliveryReport(sent=1, failed=0, more=True)
    assert OutgoingText.objects.due().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_text_once(brevo: Script) -> None:
    OutgoingTextFactory.create_batch(40)

    def work() -> None:
        try:
            deliver_texts()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(brevo.phones) == len(set(brevo.phones)) == 40
    assert OutgoingText.objects.filter(state=TextState.SENT).count() == 40
