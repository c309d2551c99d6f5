"""Returned messages, made as servers make them."""

from email.message import EmailMessage

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.models import ReceivedBounce
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

ADDRESS = "chloe@yopmail.example"
REPORT = """From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

I'm sorry to have to inform you that your message came back.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--cut
Content-Type: message/rfc822

From: Escale <ne-pas-repondre@escale.example>
To: {address}
Message-ID: {message_id}

Bonjour

--cut--
"""
UNKNOWN = "550 5.1.1 <{address}>: Recipient address rejected: User unknown"


def report(
    address: str = ADDRESS,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = UNKNOWN,
    message_id: str = "<1@elsewhere.example>",
) -> bytes:
    """A delivery report (RFC 3464)."""
    return REPORT.format(
        address=address,
        action=action,
        status=status,
        said=diagnostic.format(address=address),
        message_id=message_id,
    ).encode()


def letter(text: str, **headers: str) -> bytes:
    """A plain text; `from_` and the like stand for headers."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name.rstrip("_").replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def sent_message(**fields: object) -> OutgoingMessage:
    """A message that the relay took."""
    message = OutgoingMessageFactory.create(recipient=ADDRESS, **fields)
    mark_sent(message)
    return message


def mark_sent(message: OutgoingMessage) -> None:
    at = message.created_at
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state=MessageState.SENT, next_attempt_at=None, sent_at=at, settled_at=at
    )
    message.refresh_from_db()


def outcome(bounce: ReceivedBounce) -> tuple[str, str]:
    bounce.refresh_from_db()
    return bounce.state, bounce.why


def kept(content: bytes, returned_to: str) -> ReceivedBounce:
    """What is recorded of anything but a delivery."""
    bounce = record_bounce(content=content, returned_to=returned_to)
    assert bounce is not None
    return bounce
