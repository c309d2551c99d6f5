"""Mail handed over to a provider's API, over real HTTP, and what its answers mean."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from anymail.exceptions import AnymailInvalidAddress, AnymailUnsupportedFeature
from anymail.message import AnymailRecipientStatus
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from escale.mailing.checks import provider_can_be_used
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import TOKEN, answer_of
from escale.mailing.relay import open_relay
from escale.mailing.return_address import message_id_in
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.mailing.tests.smtp_server import unused_port
from escale.mailing.transport import Answer, RelayUnavailable, Verdict

pytestmark = pytest.mark.django_db
ADDRESS = "chloe@yopmail.example"
SECRET = "brevo:parole"


@dataclass
class Api:
    """What it answers, what it was asked."""

    status: int = 201
    body: str = '{"messageId": "<2026@smtp-relay.mailin.fr>"}'
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def api_server(api: Api) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            api.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = api.body.encode()
            self.send_response(api.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v3/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use(settings: Settings, provider: str, **options: object) -> None:
    settings.MAIL_PROVIDER = provider
    settings.MAIL_WEBHOOK_SECRET = SECRET
    settings.EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET} | options


@pytest.fixture
def api(settings: Settings) -> Iterator[Api]:
    api = Api()
    with api_server(api) as url:
        use(settings, "brevo", BREVO_API_KEY="k", BREVO_API_URL=url)
        yield api


def send(**fields: object) -> Answer:
    with closing(open_relay()) as relay:
        return relay.send(OutgoingMessageFactory.create(recipient=ADDRESS, **fields))


def test_what_is_asked(api: Api, settings: Settings) -> None:
    assert send() == Answer(Verdict.ACCEPTED, 250)
    (asked,) = api.asked
    assert asked["sender"]["email"] in settings.MAIL_FROM
    assert [to["email"] for to in asked["to"]] == [ADDRESS]
    assert {"htmlContent", "textContent", "subject"} <= asked.keys()
    assert "Message-ID" not in asked["headers"]
    token = json.loads(asked["headers"]["X-Mailin-custom"])[TOKEN]
    assert message_id_in(token) is not None


@pytest.mark.parametrize("status", [401, 402, 403, 429, 500, 503])
def test_our_own_trouble_stops_everything(api: Api, status: int) -> None:
    api.status = status
    api.body = '{"code": "unauthorized", "message": "chloe@yopmail.example: Key not found"}'
    with pytest.raises(RelayUnavailable) as caught:
        send()
    assert caught.value.answer == Answer(Verdict.HELD, status, f"Brevo: {status} unauthorized")


@pytest.mark.parametrize("body", ["", "[]", '{"code": "a b"}', "{}"])
def test_a_message_that_it_does_not_want_waits_alone(api: Api, body: str) -> None:
    api.status, api.body = 400, body
    assert send() == Answer(Verdict.HELD, 400, "Brevo: 400")


def test_nobody_answers(settings: Settings) -> None:
    url = f"http://127.0.0.1:{unused_port()}/"
    use(settings, "brevo", BREVO_API_KEY="k", BREVO_API_URL=url)
    with pytest.raises(RelayUnavailable) as caught:
        send()
    assert caught.value.answer == Answer(Verdict.HELD, None, "brevo: ConnectionError")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("sent", Answer(Verdict.ACCEPTED, 250)),
        ("queued", Answer(Verdict.ACCEPTED, 250)),
        ("failed", Answer(Verdict.HELD, 400, "test: failed")),
        ("invalid", Answer(Verdict.REFUSED, 501, "5.1.3 invalid address")),
        ("rejected", Answer(Verdict.REFUSED, 550, "Test: recipient on its suppression list")),
    ],
)
def test_what_it_says_of_the_recipient(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, status: str, answer: Answer
) -> None:
    use(settings, "test")
    said = AnymailRecipientStatus(message_id="1", status=status)

    def build_answered(message: OutgoingMessage) -> EmailMultiAlternatives:
        email = build_email(message)
        email.anymail_test_response = {"recipient_status": {ADDRESS: said}}  # type: ignore[attr-defined]
        return email

    monkeypatch.setattr("escale.mailing.relay.build_email", build_answered)
    assert send() == answer


def test_messages_that_it_cannot_take() -> None:
    invalid = answer_of(AnymailInvalidAddress("chloe@"))
    assert invalid == Answer(Verdict.REFUSED, 501, "5.1.3 invalid address")
    unsupported = answer_of(AnymailUnsupportedFeature("chloe@yopmail.example"))
    assert unsupported == Answer(Verdict.HELD, None, "AnymailUnsupportedFeature")


@pytest.mark.parametrize(
    ("provider", "secret", "options", "expected"),
    [
        ("", "", {}, []),
        ("brevo", SECRET, {"BREVO_API_KEY": "k"}, []),
        ("mailjet", SECRET, {"MAILJET_API_KEY": "k", "MAILJET_SECRET_KEY": "k"}, []),
        ("postmark", SECRET, {"POSTMARK_SERVER_TOKEN": "k"}, []),
        ("sparkpost", SECRET, {"SPARKPOST_API_KEY": "k"}, []),
        ("pigeon", SECRET, {}, ["mailing.E001"]),
        ("brevo", "", {"BREVO_API_KEY": "k"}, ["mailing.E002"]),
        ("brevo", "without-colon", {}, ["mailing.E002", "mailing.E003"]),
    ],
)
def test_what_the_start_checks(
    settings: Settings, provider: str, secret: str, options: dict[str, str], expected: list[str]
) -> None:
    use(settings, provider, **options)
    settings.MAIL_WEBHOOK_SECRET = secret
    assert [error.id for error in provider_can_be_used(None)] == expected
