"""One exchange with a real server, which takes several commands at once or does not."""

import smtplib
from collections.abc import Iterator

import pytest

from escale.mailing.smtp import hand_over
from escale.mailing.tests.smtp_server import DROP, Script, smtp_server

WHO = "chloe@yopmail.example"
CONTENT = b"Subject: x\r\n\r\nBonjour\r\n.\r\n..\r\n.fin\r\n"


@pytest.fixture(params=[True, False], ids=["pipelining", "one-by-one"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Script, smtplib.SMTP]]:
    with smtp_server() as (script, port):
        script.pipelines = request.param
        session = smtplib.SMTP("127.0.0.1", port, timeout=5)
        yield script, session
        session.close()


def send(session: smtplib.SMTP) -> None:
    hand_over(session, sender="a@escale.example", recipient=WHO, content=CONTENT)


def test_lines_of_dots_arrive_as_they_are(server: tuple[Script, smtplib.SMTP]) -> None:
    script, session = server
    send(session)
    (received,) = script.received
    assert received.recipient == WHO
    assert received.envelope_from == "a@escale.example"
    assert received.content.get_content().split() == ["Bonjour", ".", "..", ".fin"]


def refuse_sender(script: Script) -> None:
    script.at_mail.append("554 5.7.1 no")


def refuse_recipient(script: Script) -> None:
    script.at_rcpt[WHO].append("550 5.1.1 unknown")


def refuse_content(script: Script) -> None:
    script.after_data[WHO].append("554 5.6.0 no")


@pytest.mark.parametrize(
    ("refuse", "error"),
    [
        (refuse_sender, smtplib.SMTPSenderRefused),
        (refuse_recipient, smtplib.SMTPRecipientsRefused),
        (refuse_content, smtplib.SMTPDataError),
    ],
)
def test_a_refusal_is_raised_and_the_session_goes_on(
    server: tuple[Script, smtplib.SMTP], refuse: object, error: type[Exception]
) -> None:
    script, session = server
    assert callable(refuse)
    refuse(script)
    with pytest.raises(error):
        send(session)
    send(session)
    assert script.recipients == [WHO]
    assert script.sessions == 1


def test_a_line_cut_is_told(server: tuple[Script, smtplib.SMTP]) -> None:
    script, session = server
    script.after_data[WHO].append(DROP)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(session)


class Answering:
    """A session whose server gives these replies in turn, whatever it is asked."""

    def __init__(self, *replies: int, offers: tuple[str, ...] = ("pipelining",)) -> None:
        self.replies = list(replies)
        self.offers = offers
        self.said: list[bytes] = []
        self.is_closed = False

    def ehlo_or_helo_if_needed(self) -> None: ...

    def has_extn(self, name: str) -> bool:
        return name in self.offers

    def send(self, said: bytes | str) -> None:
        self.said.append(said.encode() if isinstance(said, str) else said)

    def getreply(self) -> tuple[int, bytes]:
        return self.replies.pop(0), b""

    def sendmail(self, *given: object) -> None:
        self.given = given

    def rset(self) -> None: ...

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ((421,), smtplib.SMTPSenderRefused),
        ((250, 421), smtplib.SMTPRecipientsRefused),
        ((250, 250, 421), smtplib.SMTPDataError),
        ((250, 250, 354, 421), smtplib.SMTPDataError),
    ],
)
def test_a_server_that_leaves_is_left(replies: tuple[int, ...], error: type[Exception]) -> None:
    session = Answering(*replies)
    with pytest.raises(error):
        send(session)  # type: ignore[arg-type]
    assert session.is_closed
    assert not session.replies


def test_a_message_without_recipient_ends_empty() -> None:
    """RFC 2920: the server may wait for the message all the same."""
    session = Answering(250, 550, 354, 554)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(session)  # type: ignore[arg-type]
    assert session.said[1:] == [b".\r\n"]


@pytest.mark.parametrize("reports", [True, False])
@pytest.mark.parametrize("offers", [(), ("dsn",)])
@pytest.mark.parametrize("pipelines", [True, False])
def test_a_delivery_is_reported_where_that_is_offered(
    reports: bool, offers: tuple[str, ...], pipelines: bool
) -> None:
    """RFC 3461."""
    session = Answering(250, 250, 354, 250, offers=(*offers, "pipelining") if pipelines else offers)
    hand_over(
        session,  # type: ignore[arg-type]
        sender="a@escale.example",
        recipient=WHO,
        content=CONTENT,
        reports=reports,
    )
    asks = reports and bool(offers)
    mail, rcpt = (" RET=HDRS", " NOTIFY=SUCCESS,FAILURE,DELAY") if asks else ("", "")
    if pipelines:
        commands = f"MAIL FROM:<a@escale.example>{mail}\r\nRCPT TO:<{WHO}>{rcpt}\r\nDATA\r\n"
        assert session.said[0] == commands.encode()
    else:
        assert session.given[3:] == (mail.split(), rcpt.split())
