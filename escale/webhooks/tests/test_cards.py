"""What strangers post where a card's provider tells: refused in short, whatever it is."""

import logging
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from payments import core
from payments.dummy import DummyProvider
from pytest_django import Settings

STRIPE = {
    "card": (
        "payments.stripe.StripeProviderV3",
        {"api_key": "sk_test_1", "secure_endpoint": True, "endpoint_secret": "whsec_1"},
    )
}
PATH = "/paiement/process/card/"


@pytest.fixture(autouse=True)
def _no_provider_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library makes each once a process, whatever the settings say afterwards."""
    monkeypatch.setattr(core, "PROVIDER_CACHE", {})


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (b"{}", "t=1,v1=abc"),
        (b"{}", ""),
        (b"\xff\xfe", "t=1,v1=abc"),
        (b"not json", "t=x"),
        (b"", "\x00"),
    ],
)
def test_stripe_is_not_believed_without_its_signature(
    db: None,
    client: Browser,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    body: bytes,
    signature: str,
) -> None:
    settings.PAYMENT_VARIANTS = STRIPE
    headers = {"Stripe-Signature": signature} if signature else {}
    with caplog.at_level(logging.INFO):
        answer = client.post(PATH, body, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert not any(record.exc_info for record in caplog.records if record.levelno > logging.WARNING)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("variant", ["card", "unknown"])
def test_nobody_s_call_is_refused(db: None, client: Browser, method: str, variant: str) -> None:
    assert getattr(client, method)(f"/paiement/process/{variant}/").status_code == 400


def test_a_bank_out_of_reach_is_asked_again(
    db: None, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Raised in the library's own code: nothing of ours is beneath it."""
    error = ConnectionError("away")
    monkeypatch.setattr(
        DummyProvider, "get_token_from_request", Mock(side_effect=error), raising=True
    )
    with pytest.raises(ConnectionError):
        client.post(PATH)


@pytest.mark.parametrize("error", [OperationalError("down"), KeyError("ours")])
def test_trouble_of_ours_is_an_error_and_the_provider_tries_again(
    db: None, client: Browser, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_args: object, **_facts: object) -> None:
        raise error

    monkeypatch.setattr(DummyProvider, "get_token_from_request", fails)
    with pytest.raises(type(error)):
        client.post(PATH)
