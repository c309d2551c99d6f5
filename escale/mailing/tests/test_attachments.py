"""A file that leaves with a message: by a server and by each provider, again at each try."""

import json
from base64 import b64encode

import pytest
from pytest_django import Settings

from escale.mailing import attachments
from escale.mailing.actions.copy_messages import copy_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.queue_messages import NewMessage, queue_messages
from escale.mailing.attachments import Attachment, made
from escale.mailing.causes import Cause
from escale.mailing.message import build_email, write_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.providers import PROVIDERS
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass
from escale.mailing.tests.smtp_server import Received, Script
from escale.mailing.tests.test_providers import Api, api_server, send, use
from escale.mailing.transport import Answer, Verdict

pytestmark = pytest.mark.django_db(transaction=True)

# Every byte, and lines that a server could take for the end of a message.
CONTENT = b"%PDF-1.7\r\n" + bytes(range(256)) * 40 + b"\r\n.\r\n--=_escale_=_\r\n"
STORED = "slip:7"
ANSWERS = {
    "brevo": '{"messageId": "<2026@smtp-relay.mailin.fr>"}',
    "mailjet": '{"Messages": [{"Status": "success", "To": [{"Email": "chloe@yopmail.example",'
    ' "MessageID": 1, "MessageUUID": "1"}]}]}',
    "postmark": '{"ErrorCode": 0, "Message": "OK", "MessageID": "1"}',
    "sparkpost": '{"results": {"total_accepted_recipients": 1, "total_rejected_recipients": 0,'
    ' "id": "1"}}',
}


@pytest.fixture(autouse=True)
def slips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the maker of slips."""
    asked: list[str] = []

    def make(what: str) -> Attachment:
        asked.append(what)
        return Attachment(f"slip_{what}.pdf", CONTENT)

    monkeypatch.setitem(attachments._makers, "slip", make)
    return asked


def files_of(received: Received) -> list[tuple[str | None, str, bytes]]:
    return [
        (part.get_filename(), part.get_content_type(), part.get_content())
        for part in received.content.iter_attachments()
    ]


def test_a_server_gets_the_text_the_page_and_the_file(relay: Script, slips: list[str]) -> None:
    OutgoingMessageFactory.create(attachment=STORED)
    assert deliver_messages().sent == 1
    (received,) = relay.received
    assert files_of(received) == [("slip_7.pdf", "application/pdf", CONTENT)]
    plain, html = (received.content.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "Chloé" in plain.get_content()
    assert "Chloé" in html.get_content()
    assert slips == ["7"]


def test_without_one_nothing_changes(relay: Script) -> None:
    message = OutgoingMessageFactory.create()
    assert b"multipart/mixed" not in write_email(message)
    assert made(message.attachment) is None
    deliver_messages()
    assert files_of(relay.received[0]) == []


def test_what_a_server_and_a_backend_get_is_the_same() -> None:
    message = OutgoingMessageFactory.create(attachment=STORED)
    assert build_email(message).attachments == [("slip_7.pdf", CONTENT, "application/pdf")]
    assert b64encode(CONTENT) in write_email(message).replace(b"\r\n", b"")


def test_each_try_makes_it_again_the_same(relay: Script, slips: list[str]) -> None:
    message = OutgoingMessageFactory.create(attachment=STORED)
    relay.after_data[message.recipient].append("451 4.3.0 later")
    assert deliver_messages().deferred == 1
    let_time_pass(hours=1)
    assert deliver_messages().sent == 1
    assert [files_of(received) for received in relay.received] == [
        [("slip_7.pdf", "application/pdf", CONTENT)]
    ]
    assert slips == ["7", "7"]


@pytest.mark.parametrize("stored", ["slip:7", "no-such-maker:7"])
def test_one_that_cannot_be_made_is_ours_to_mend(
    relay: Script, monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    def fail(_what: str) -> Attachment:
        raise OSError("no font")

    with monkeypatch.context() as patch:
        patch.setitem(attachments._makers, "slip", fail)
        patch.delitem(attachments._makers, "no-such-maker", raising=False)
        message = OutgoingMessageFactory.create(attachment=stored)
        other = OutgoingMessageFactory.create()
        report = deliver_messages()
    assert (report.deferred, report.sent) == (1, 1)
    message.refresh_from_db()
    assert (message.state, message.cause) == (MessageState.DEFERRED, Cause.OURS)
    assert message.diagnostic.startswith("unmade: ")
    assert relay.recipients == [other.recipient]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_is_given_it(settings: Settings, provider: str) -> None:
    name = provider.upper()
    keys = {"API_KEY": "k", "SECRET_KEY": "k", "SERVER_TOKEN": "k"}
    api = Api(status=200, body=ANSWERS[provider])
    with api_server(api) as url:
        options = {f"{name}_{key}": value for key, value in keys.items()}
        use(settings, provider, **{f"{name}_API_URL": url}, **options)
        assert send(attachment=STORED) == Answer(Verdict.ACCEPTED, 250)
    payload = json.dumps(api.asked)
    assert b64encode(CONTENT).decode() in payload
    assert "slip_7.pdf" in payload


def test_both_ways_of_queueing_keep_what_makes_it() -> None:
    new = NewMessage("letter", "chloe@yopmail.example", {}, {}, "letter:1", attachment=STORED)
    queue_messages(messages=[new])
    copy_messages(messages=[new])
    kept = OutgoingMessage.objects.values_list("attachment", flat=True)
    assert list(kept) == [STORED, STORED]
