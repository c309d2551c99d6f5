"""A server of the demonstration that takes every mail, then sends it back: a real bounce."""

from procrastinate.contrib.django import app

from escale.bounces.actions.record_bounce import record_bounce
from escale.demo.deferred import SEND_BACK

RETURNING_DOMAIN = "rebond.example"
AFTER_SECONDS = 5

_REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx.rebond.example>
To: {returned_to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rebond"

--rebond
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--rebond
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.rebond.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

--rebond--
"""


def send_back_later(returned_to: str, recipient: str) -> None:
    """By name, and later: the mail is sent meanwhile, as with a real server."""
    task = SEND_BACK.configure(schedule_in={"seconds": AFTER_SECONDS})
    task.defer(returned_to=returned_to, recipient=recipient)


@app.task(**SEND_BACK.task)
def send_back(returned_to: str, recipient: str) -> None:
    """What its server would hand over to ours, without the network."""
    content = _REPORT.format(returned_to=returned_to, recipient=recipient).encode()
    record_bounce(content=content, returned_to=returned_to)
