"""What providers post, in their own words, with the password that they were given."""

import base64
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState, Why
from escale.bounces.tests.made import ADDRESS, sent_message
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import TOKEN
from escale.mailing.return_address import return_token
from escale.mailing.states import MessageState

pytestmark = pytest.mark.django_db
SECRET = "escale:parole"


@pytest.fixture(autouse=True)
def brevo(settings: Settings) -> None:
    use(settings, "brevo")


@pytest.fixture
def message() -> OutgoingMessage:
    return sent_message()


def use(settings: Settings, provider: str) -> None:
    settings.MAIL_PROVIDER = provider
    settings.MAIL_WEBHOOK_SECRET = SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def post(body: object, *, secret: str = SECRET) -> int:
    provider = Client(enforce_csrf_checks=True)
    if secret:
        credentials = base64.b64encode(secret.encode()).decode()
        provider.defaults["HTTP_AUTHORIZATION"] = f"Basic {credentials}"
    content = body if isinstance(body, bytes) else json.dumps(body)
    page = reverse("webhooks:mail_report")
    return provider.post(page, content, content_type="application/json").status_code


def custom(token: str) -> str:
    return json.dumps({TOKEN: token})


def brevo_event(event: str, token: str, **fields: object) -> dict[str, Any]:
    """As in https://developers.brevo.com/docs/transactional-webhooks."""
    return {
        "event": event,
        "email": ADDRESS,
        "id": 26224,
        "date": "2026-11-23 10:00:00",
        "ts": 1795424400,
        "message-id": "<202611231000.16271239@smtp-relay.mailin.fr>",
        "ts_event": 1795424400,
        "subject": "Activez votre compte",
        "X-Mailin-custom": custom(token),
        "sending_ip": "185.41.28.109",
        "ts_epoch": 1795424400000,
        "tag": "",
    } | fields


def mailjet_event(event: str, token: str, **fields: object) -> dict[str, Any]:
    """As in https://dev.mailjet.com/email/guides/webhooks/."""
    return {
        "event": event,
        "time": 1795424400,
        "MessageID": 13792286917004336,
        "Message_GUID": "1ab23cd4-e567-8901-2345-6789f0gh1i2j",
        "email": ADDRESS,
        "mj_campaign_id": 0,
        "mj_contact_id": 1,
        "customcampaign": "",
        "CustomID": "",
        "Payload": custom(token),
    } | fields


def postmark_event(token: str, **fields: object) -> dict[str, Any]:
    """As in https://postmarkapp.com/developer/webhooks/bounce-webhook."""
    return {
        "RecordType": "Bounce",
        "MessageStream": "outbound",
        "ID": 4323372036854775807,
        "Type": "HardBounce",
        "TypeCode": 1,
        "Name": "Hard bounce",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {TOKEN: token},
        "Description": "The server was unable to deliver your message (ex: unknown user).",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        "Email": ADDRESS,
        "BouncedAt": "2026-11-23T10:00:00Z",
    } | fields


def state_of(message: OutgoingMessage) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.cause


def only_event() -> tuple[str, str]:
    bounce = ReceivedBounce.objects.get()
    return bounce.state, bounce.why


SENT = (MessageState.SENT, "")


def test_a_hard_bounce_told_three_times(message: OutgoingMessage) -> None:
    told = brevo_event("hard_bounce", return_token(message), reason="550 5.1.1 No such user here")
    assert [post(told) for _time in range(3)] == [204, 204, 204]
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)
    assert message.diagnostic == "550 5.1.1 No such user here"
    assert only_event() == (BounceState.APPLIED, "")


@pytest.mark.parametrize(
    ("event", "reason", "cause"),
    [
        ("soft_bounce", "452 4.2.2 mailbox full", Cause.MAILBOX_FULL),
        ("hard_bounce", "", Cause.UNKNOWN_ADDRESS),
        ("invalid_email", None, Cause.UNKNOWN_ADDRESS),
    ],
)
def test_final_failures(
    message: OutgoingMessage, event: str, reason: str | None, cause: Cause
) -> None:
    assert post(brevo_event(event, return_token(message), reason=reason)) == 204
    assert state_of(message) == (MessageState.FAILED, cause)


@pytest.mark.parametrize(
    ("event", "reason", "why"),
    [
        ("deferred", "450 4.2.0 greylisted", Why.DELAYED),
        ("spam", None, Why.COMPLAINT),
        ("blocked", "contact blacklisted", Why.AGAINST_US),
        ("error", "template error", Why.AGAINST_US),
        ("hard_bounce", "550 5.7.1 blocked using zen.spamhaus.org", Why.AGAINST_US),
    ],
)
def test_what_marks_nobody(message: OutgoingMessage, event: str, reason: str, why: Why) -> None:
    assert post(brevo_event(event, return_token(message), reason=reason)) == 204
    assert state_of(message) == SENT
    assert only_event()[1] == why


@pytest.mark.parametrize("event", ["request", "opened", "click", "unsubscribe", "?"])
def test_what_is_not_kept(message: OutgoingMessage, event: str) -> None:
    assert post(brevo_event(event, return_token(message))) == 204
    assert not ReceivedBounce.objects.exists()


def test_late_and_out_of_order(message: OutgoingMessage) -> None:
    token = return_token(message)
    for event in ("hard_bounce", "deferred", "delivered", "spam", "soft_bounce"):
        assert post(brevo_event(event, token, reason="550 5.1.1 unknown user")) == 204
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)
    states = ReceivedBounce.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [BounceState.APPLIED] + [BounceState.IGNORED] * 3


def test_a_delivery_is_noted_on_its_message_and_a_failure_may_follow(
    message: OutgoingMessage,
) -> None:
    token = return_token(message)
    for _time in range(2):
        assert post(brevo_event("delivered", token)) == 204
    assert state_of(message) == (MessageState.DELIVERED, "")
    assert not ReceivedBounce.objects.exists()
    assert post(brevo_event("hard_bounce", token, reason="550 5.1.1 unknown user")) == 204
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)


@pytest.mark.parametrize("secret", ["", "escale:autre", "autre:parole", ":"])
def test_forged(message: OutgoingMessage, secret: str) -> None:
    assert post(brevo_event("hard_bounce", return_token(message)), secret=secret) == 400
    assert state_of(message) == SENT
    assert not ReceivedBounce.objects.exists()


def test_token_that_is_not_ours_and_none(message: OutgoingMessage) -> None:
    token = return_token(message)
    forged = ("a" if token[0] != "a" else "b") + token[1:]
    for said in (custom(forged), "[]", None):
        told = brevo_event("hard_bounce", "", reason="550") | {"X-Mailin-custom": said}
        assert post(told) == 204
    assert state_of(message) == SENT
    states = ReceivedBounce.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [
        BounceState.QUARANTINED,
        BounceState.UNMATCHED,
        BounceState.UNMATCHED,
    ]


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[]", b'"x"', b"17", b"null"])
def test_bodies_that_say_nothing(body: bytes) -> None:
    assert post(body) == 400


def test_mailjet_tells_several_at_once(message: OutgoingMessage, settings: Settings) -> None:
    use(settings, "mailjet")
    other, late = sent_message(), sent_message()
    unknown = {"error_related_to": "recipient", "error": "user unknown", "hard_bounce": True}
    told = [
        mailjet_event("bounce", return_token(message), blocked=False, **unknown),
        mailjet_event("bounce", return_token(late), error="greylisted", hard_bounce=False),
        mailjet_event("blocked", return_token(other), error="preblocked"),
    ]
    assert post(told) == 204
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)
    assert (state_of(other), state_of(late)) == (SENT, SENT)


def test_postmark(message: OutgoingMessage, settings: Settings) -> None:
    use(settings, "postmark")
    assert post(postmark_event(return_token(message))) == 204
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)


def test_sparkpost(message: OutgoingMessage, settings: Settings) -> None:
    """As in https://developers.sparkpost.com/api/webhooks/."""
    use(settings, "sparkpost")
    event = {
        "type": "bounce",
        "bounce_class": "10",
        "event_id": "92356927693813856",
        "raw_rcpt_to": ADDRESS,
        "raw_reason": "550 5.1.1 user unknown",
        "rcpt_meta": {TOKEN: return_token(message)},
        "timestamp": "1795424400",
    }
    assert post([{"msys": {"message_event": event}}]) == 204
    assert state_of(message) == (MessageState.FAILED, Cause.UNKNOWN_ADDRESS)


def test_without_a_provider_nobody_is_there(settings: Settings) -> None:
    settings.MAIL_PROVIDER = ""
    assert post(brevo_event("hard_bounce", "x")) == 404
    use(settings, "brevo")
    settings.MAIL_WEBHOOK_SECRET = ""
    assert post(brevo_event("hard_bounce", "x")) == 404
