"""F18: a gateway that fails, stays silent or repeats itself; a worker killed while sending."""

import json
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from escale.sms.actions.deliver_texts import deliver_texts
from escale.sms.causes import Cause
from escale.sms.models import OutgoingText
from escale.sms.queries import cost, texts_sent_to
from escale.sms.states import TextState
from escale.sms.tests.brevo_server import KEY, SILENCE, brevo_server, use_brevo
from escale.sms.tests.factories import OutgoingTextFactory
from escale.sms.text_length import segments
from tests.drills.worker_process import worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ABOUT = "dotation:118"
# Any text of the portal: what it says does not count here.
TEMPLATE = "dotations/emails/address_replaced/subject"
DAY = timedelta(days=1)
PATIENCE_SECONDS = 60


def ask() -> OutgoingText:
    return OutgoingTextFactory.create(about=ABOUT, template=TEMPLATE)


def spent() -> int:
    return cost(timezone.now() - DAY, timezone.now() + DAY)


def wait_for(*states: TextState) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while set(OutgoingText.objects.values_list("state", flat=True)) != set(states):
        assert time.monotonic() < deadline, OutgoingText.objects.values("state", "cause")
        time.sleep(0.05)


def test_gateway_in_every_mood(settings: Settings) -> None:
    with brevo_server() as (script, address):
        use_brevo(settings, address)
        script.answer(500)
        script.answers.append(SILENCE)
        script.answer(200)
        for asked in range(1, 4):
            ask()
            assert deliver_texts().failed == 1
            # Nobody asks: nothing more leaves.
            assert deliver_texts().failed == 0
            assert len(script.requests) == asked
            assert (texts_sent_to(ABOUT, DAY), spent()) == (0, 0)

        script.answer(201, messageId=17, smsCount=2)
        text = ask()
        assert deliver_texts().sent == 1
        report = urlsplit(script.requests[-1]["webUrl"]).path
        told = {"messageId": 17, "sms_count": 2, "msg_status": "delivered"}
        for _ in range(3):
            answer = Client().post(report, json.dumps(told), content_type="application/json")
            assert answer.status_code == 204
        text.refresh_from_db()
        assert text.state == TextState.DELIVERED
        assert (texts_sent_to(ABOUT, DAY), spent()) == (1, 2)
        assert len(script.requests) == 4


def test_worker_killed_while_a_text_leaves_sends_none_twice(settings: Settings) -> None:
    leaving = ask()
    with brevo_server() as (script, address):
        script.answers.append(SILENCE)
        variables = {
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "ESCALE_SECRET_KEY": settings.SECRET_KEY,
            "ESCALE_SMS_GATEWAY": "escale.sms.gateways.brevo.BrevoGateway",
            "ESCALE_SMS_OPTIONS": json.dumps({"api_key": KEY, "base_url": address}),
            "ESCALE_SMS_LEASE_SECONDS": "2",
        }
        with worker(1, **variables):
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not script.requests:
                assert time.monotonic() < deadline, "nothing was sent"
                time.sleep(0.02)
        assert OutgoingText.objects.get().state == TextState.SENDING
        ask()
        with worker(1, **variables):
            wait_for(TextState.FAILED, TextState.SENT)
        leaving.refresh_from_db()
        assert (leaving.state, leaving.cause) == (TextState.FAILED, Cause.NO_ANSWER)
        assert set(Counter(script.phones).values()) == {1}
        assert spent() == segments(script.requests[-1]["content"])
