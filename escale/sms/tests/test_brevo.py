import json
from pathlib import Path

import pytest
from pytest_django import Settings

from escale.sms.causes import Cause
from escale.sms.checks import gateway_can_be_made
from escale.sms.gateways.brevo import BrevoGateway
from escale.sms.gateways.configured import configured_gateway
from escale.sms.gateways.contract import Accepted, GatewayUnavailable, Report
from escale.sms.states import TextState
from escale.sms.tests.brevo_server import KEY, Script, brevo_server
from escale.sms.tests.untrusted import untrusted_context

PHONE, URL = "+33676028937", "https://escale.example/sms/avis/x/"
TOLD = {
    "id": 26570,
    "to": "33676028937",
    "sms_count": 2,
    "credits_used": 1.5,
    "messageId": 1511882900176220,
    "remaining_credit": 11488.845,
    "date": "2026-11-23 10:00:00",
    "type": "transactional",
}


def test_what_is_asked(brevo: Script) -> None:
    accepted = configured_gateway().send(phone=PHONE, text="Code : 123456", report_url=URL)
    assert accepted == Accepted("1511882900176221", 1)
    assert brevo.requests == [
        {
            "sender": "Escale",
            "recipient": "33676028937",
            "content": "Code : 123456",
            "type": "transactional",
            "unicodeEnabled": False,
            "webUrl": URL,
        }
    ]


def test_text_out_of_the_alphabet_of_phones(brevo: Script) -> None:
    accepted = configured_gateway().send(phone=PHONE, text="日" * 71, report_url=URL)
    assert accepted.segments == 2
    assert brevo.requests[0]["unicodeEnabled"] is True


@pytest.mark.parametrize(
    ("status", "report"),
    [
        ("sent", Report(TextState.SENT)),
        ("accepted", Report(TextState.SENT)),
        ("delivered", Report(TextState.DELIVERED)),
        ("hard_bounce", Report(TextState.FAILED, Cause.UNKNOWN_NUMBER, "hard_bounce 1 absent")),
        ("hardBounce", Report(TextState.FAILED, Cause.UNKNOWN_NUMBER, "hardBounce 1 absent")),
        ("soft_bounce", Report(TextState.FAILED, Cause.UNREACHABLE, "soft_bounce 1 absent")),
        ("rejected", Report(TextState.FAILED, Cause.REFUSED, "rejected 1 absent")),
        ("blacklisted", Report(TextState.FAILED, Cause.REFUSED, "blacklisted 1 absent")),
    ],
)
def test_report(brevo: Script, status: str, report: Report) -> None:
    body = json.dumps(TOLD | {"msg_status": status, "error_code": 1, "description": "absent"})
    read = configured_gateway().read_report(body.encode())
    assert read == Report(
        report.state, report.cause, report.diagnostic, reference="1511882900176220", segments=2
    )


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"{}", b'{"msg_status": "replied"}', b'{"msg_status": 3}']
)
def test_what_tells_nothing_of_the_delivery(brevo: Script, body: bytes) -> None:
    assert configured_gateway().read_report(body) is None


def test_https_address_is_never_spoken_to_in_clear(brevo: Script, settings: Settings) -> None:
    address = settings.SMS_OPTIONS["base_url"].replace("http:", "https:")
    gateway = BrevoGateway(sender="Escale", api_key="x", base_url=address, timeout=1)
    with pytest.raises(GatewayUnavailable, match="SSL"):
        gateway.send(phone=PHONE, text="x", report_url=URL)
    assert brevo.requests == []


def test_server_that_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    with brevo_server(untrusted_context(tmp_path)) as (script, address):
        gateway = BrevoGateway(sender="Escale", api_key=KEY, base_url=address, timeout=1)
        with pytest.raises(GatewayUnavailable, match="SSLCertVerificationError"):
            gateway.send(phone=PHONE, text="x", report_url=URL)
    assert script.requests == []


@pytest.mark.parametrize(
    "changes",
    [
        {"SMS_SENDER": "Escale vacances"},
        {"SMS_OPTIONS": {}},
        {"SMS_OPTIONS": {"api_key": "x", "base_url": "http://gateway.example"}},
        {"SMS_OPTIONS": {"api_key": "x", "colour": "blue"}},
        {"SMS_GATEWAY": "escale.sms.gateways.brevo.Nothing"},
    ],
)
def test_wrong_settings_stop_the_start(
    settings: Settings, brevo: Script, changes: dict[str, object]
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    (error,) = gateway_can_be_made(None)
    assert error.id == "sms.E001"


def test_right_settings_start(settings: Settings, brevo: Script) -> None:
    assert gateway_can_be_made(None) == []
    settings.SMS_GATEWAY = ""
    assert gateway_can_be_made(None) == []
    assert configured_gateway().read_report(b"{}") is None
