import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from escale.kernel.tokens import sign
from escale.sms.actions.claim_text import claim_text
from escale.sms.causes import Cause
from escale.sms.models import OutgoingText
from escale.sms.report_address import PATH, PURPOSE, report_url
from escale.sms.states import TextState
from escale.sms.tests.brevo_server import use_brevo
from escale.sms.tests.factories import OutgoingTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def brevo(settings: Settings) -> None:
    use_brevo(settings, "http://127.0.0.1:1")


@pytest.fixture
def text() -> OutgoingText:
    OutgoingTextFactory.create()
    claimed = claim_text()
    assert claimed is not None
    return claimed


@pytest.fixture
def provider() -> Client:
    return Client(enforce_csrf_checks=True)


def address(text_id: int) -> str:
    return PATH.format(token=sign(PURPOSE, str(text_id)))


def post(provider: Client, path: str, **fields: object) -> int:
    body = json.dumps({"messageId": 17, "sms_count": 1} | fields)
    return provider.post(path, body, content_type="application/json").status_code


def test_address_given_to_the_gateway_is_this_page(text: OutgoingText, settings: Settings) -> None:
    token = sign(PURPOSE, str(text.pk))
    page = reverse("webhooks:text_report", kwargs={"token": token})
    assert report_url(text) == settings.SITE_URL + page


def test_delivery_is_recorded_once(text: OutgoingText, provider: Client) -> None:
    for status in ("accepted", "delivered", "delivered", "accepted", "hardBounce"):
        assert post(provider, address(text.pk), msg_status=status) == 204
    text.refresh_from_db()
    assert (text.state, text.cause, text.segments) == (TextState.DELIVERED, "", 1)


def test_failure_is_recorded_with_its_cause(text: OutgoingText, provider: Client) -> None:
    for status in ("accepted", "softBounce"):
        assert post(provider, address(text.pk), msg_status=status) == 204
    text.refresh_from_db()
    assert (text.state, text.cause) == (TextState.FAILED, Cause.UNREACHABLE)


@pytest.mark.parametrize("token", ["x", sign("activation", "1"), sign(PURPOSE, "one")])
def test_forged_address(provider: Client, token: str) -> None:
    assert post(provider, PATH.format(token=token), msg_status="delivered") == 404


def test_text_that_is_gone_and_body_that_says_nothing(text: OutgoingText, provider: Client) -> None:
    assert post(provider, address(text.pk + 1), msg_status="delivered") == 204
    assert provider.post(address(text.pk), b"\xff", content_type="text/plain").status_code == 204
    text.refresh_from_db()
    assert text.state == TextState.SENDING


def test_reading_is_refused(text: OutgoingText, provider: Client) -> None:
    assert provider.get(address(text.pk)).status_code == 405
