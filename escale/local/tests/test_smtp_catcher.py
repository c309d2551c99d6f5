import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from escale.local import smtp_catcher
from escale.local.errors import LocalError
from escale.local.link_scanner import local_links
from escale.local.ports import LOOPBACK, free_port
from escale.local.smtp_catcher import Catcher, CaughtMessage

FROM = "retour+1@escale.example"
OpenCatcher = Callable[[Callable[[CaughtMessage], None]], int]


@pytest.fixture
def open_catcher() -> Iterator[OpenCatcher]:
    """Open a catcher that lasts as long as the test; its port."""
    with ExitStack() as stack:

        def open_one(keep: Callable[[CaughtMessage], None]) -> int:
            port = free_port()
            stack.enter_context(Catcher(LOOPBACK, port, keep))
            return port

        yield open_one


def send(port: int, recipient: str, content: bytes = b"Subject: Bonjour\r\n\r\nTexte\r\n") -> None:
    with smtplib.SMTP(LOOPBACK, port, timeout=10) as client:
        client.sendmail(FROM, recipient, content)


def refusal(port: int, recipient: str) -> str:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        send(port, recipient)
    code, text = caught.value.recipients[recipient]
    return f"{code} {text.decode()}"


def test_a_message_is_kept_as_it_came(open_catcher: OpenCatcher) -> None:
    kept: list[CaughtMessage] = []
    content = "Subject: Été\r\n\r\n.caché\r\n".encode()

    send(open_catcher(kept.append), "lise@yopmail.example", content)

    assert kept == [CaughtMessage(FROM, "lise@yopmail.example", content)]


@pytest.mark.parametrize(
    ("recipient", "reply"),
    [
        ("a@inexistant.example", "550 5.1.2 Host unknown (Name or service not known)"),
        ("a@Mail.YottMail.example", "550 5.1.2 Host unknown (Name or service not known)"),
        ("a@bloque.example", "554 5.7.1 Message refused by policy"),
    ],
)
def test_some_domains_refuse_and_it_is_kept_with_the_reason(
    open_catcher: OpenCatcher, recipient: str, reply: str
) -> None:
    kept: list[CaughtMessage] = []

    assert refusal(open_catcher(kept.append), recipient) == reply
    assert kept == [CaughtMessage(FROM, recipient, b"", reply)]


def test_a_full_mailbox_accepts_the_third_try(open_catcher: OpenCatcher) -> None:
    kept: list[CaughtMessage] = []
    port = open_catcher(kept.append)

    for _ in range(2):
        assert refusal(port, "a@plein.example") == "452 4.2.2 Mailbox full"
    send(port, "a@plein.example")

    assert [bool(message.refusal) for message in kept] == [True, True, False]


def test_one_recipient_per_message(open_catcher: OpenCatcher) -> None:
    with smtplib.SMTP(LOOPBACK, open_catcher(lambda message: None)) as client:
        client.ehlo()
        client.mail(FROM)
        assert client.rcpt("a@yopmail.example")[0] == 250
        assert client.rcpt("b@yopmail.example")[0] == 452


def test_international_addresses_are_not_offered(open_catcher: OpenCatcher) -> None:
    with smtplib.SMTP(LOOPBACK, open_catcher(lambda message: None)) as client:
        client.ehlo()
        assert not client.has_extn("smtputf8")


def test_a_slow_domain_holds_nobody_else_up(
    open_catcher: OpenCatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_catcher, "SLOW_SECONDS", 1.5)
    kept: list[CaughtMessage] = []
    port = open_catcher(kept.append)
    slow = threading.Thread(target=send, args=(port, "a@lent.example"))
    slow.start()
    time.sleep(0.3)

    send(port, "b@yopmail.example")
    slow.join()

    assert [message.recipient for message in kept] == ["b@yopmail.example", "a@lent.example"]


def test_what_could_not_be_kept_must_be_sent_again(open_catcher: OpenCatcher) -> None:
    def fail(message: CaughtMessage) -> None:
        raise RuntimeError("no database")

    with pytest.raises(smtplib.SMTPDataError) as caught:
        send(open_catcher(fail), "a@yopmail.example")
    assert caught.value.smtp_code == 451


def test_a_scanner_opens_the_links_to_this_machine(open_catcher: OpenCatcher) -> None:
    seen: list[str] = []
    all_seen = threading.Event()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            if len(seen) == 2:
                all_seen.set()

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    message = EmailMessage()
    message["Subject"] = "Activation"
    with HTTPServer((LOOPBACK, 0), Page) as server:
        link = f"http://localhost:{server.server_port}/a?b=1&amp;c=é"
        message.set_content(f'<a href="{link}">oui</a>', subtype="html", cte="base64")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        send(open_catcher(lambda message: None), "a@scanner.example", message.as_bytes())
        arrived = all_seen.wait(10)
        server.shutdown()
        thread.join()

    assert arrived
    assert seen == ["GET /a?b=1&c=%C3%A9", "HEAD /a?b=1&c=%C3%A9"]


def test_a_scanner_leaves_the_rest_of_the_world_alone() -> None:
    content = (
        b"\r\nhttp://escale.example/ https://localhost/ http://[::1 http://localhost:0/ ftp://::1"
    )

    assert local_links(content) == []


def test_only_this_machine_may_be_listened_on() -> None:
    with pytest.raises(LocalError, match=r"^192.0.2.1 n’est pas cette machine"):
        Catcher("192.0.2.1", 10025, lambda message: None)


def test_a_port_already_taken_is_said(open_catcher: OpenCatcher) -> None:
    port = open_catcher(lambda message: None)

    with (
        pytest.raises(LocalError, match=f"Le port {port} est déjà pris"),
        Catcher(LOOPBACK, port, lambda message: None),
    ):
        pass
