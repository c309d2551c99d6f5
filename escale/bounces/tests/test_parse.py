"""What is read of each sort of returned message."""

import time
from email.message import EmailMessage

import pytest

from escale.bounces.parsing.parse import parse
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient, BounceKind
from escale.bounces.tests.made import ADDRESS, letter, report
from escale.mailing.causes import Cause

FAILED, DELAYED, NONE = BounceClass.FAILED, BounceClass.DELAYED, BounceClass.NONE
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"


def only(content: bytes) -> BouncedRecipient:
    (said,) = parse(content).recipients
    return said


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", FAILED),
        ("failed (permanent)", "5.0.0", FAILED),
        ("failed", "4.4.7", FAILED),
        ("delayed", "4.4.1", DELAYED),
        ("relayed", "2.1.9", NONE),
        ("expanded", "2.0.0", NONE),
        ("delivered", "2.0.0", BounceClass.DELIVERED),
        ("unheard-of", "5.1.1", FAILED),
        ("", "4.2.2", DELAYED),
    ],
)
def test_a_report_says_what_its_action_says(action: str, status: str, expected: str) -> None:
    said = only(report(action=action, status=status))
    assert (said.address, said.bounce_class, said.status) == (ADDRESS, expected, status)
    assert (said.reason is None) == (expected != FAILED)


def test_a_report_names_the_message_that_came_back() -> None:
    assert parse(report(message_id="<m.1.abc@x.example>")).message_ids == ("<m.1.abc@x.example>",)


@pytest.mark.parametrize(
    ("status", "diagnostic", "cause"),
    [
        ("5.1.1", "550 no such user", Cause.UNKNOWN_ADDRESS),
        ("5.0.0", "550 Unknown recipient", Cause.UNKNOWN_ADDRESS),
        ("5.0.0", "Host or domain name not found", Cause.UNKNOWN_DOMAIN),
        ("5.2.2", "552 full", Cause.MAILBOX_FULL),
        ("5.0.0", "boîte pleine", Cause.MAILBOX_FULL),
        ("5.0.0", "550 account disabled", Cause.DISABLED),
        ("5.3.4", "552 too big", Cause.TOO_LARGE),
        ("4.4.7", "delivery time expired", Cause.NO_ANSWER),
        ("5.7.1", "554 blocked using zen.spamhaus.org", Cause.OURS),
        ("5.7.1", "550 poor reputation of your IP", Cause.OURS),
        ("5.7.26", "this mail is unauthenticated, SPF and DKIM failed", Cause.OURS),
        ("5.0.0", "550 you are not allowed to connect", Cause.OURS),
        ("5.0.0", "554 no", Cause.REFUSED),
    ],
)
def test_reason(status: str, diagnostic: str, cause: Cause) -> None:
    assert only(report(status=status, diagnostic=diagnostic)).reason == cause


def test_each_recipient_of_a_report() -> None:
    content = report().replace(
        b"Status: 5.1.1\n", b"Status: 5.1.1\n\nFinal-Recipient: x@y.example\nAction: delivered\n"
    )
    said = [(one.address, one.bounce_class) for one in parse(content).recipients]
    assert said == [(ADDRESS, FAILED), ("x@y.example", BounceClass.DELIVERED)]


def test_a_report_whose_fields_are_not_set_apart() -> None:
    content = report().replace(b"mx.example\n\nFinal", b"mx.example\nFinal")
    assert only(content).bounce_class == FAILED


def test_a_report_sent_as_text() -> None:
    content = report().replace(b"message/delivery-status", b"text/plain")
    assert only(content).address == ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        f"Your message to {ADDRESS} could not be delivered.\n550 5.1.1 User unknown",
        f"<{ADDRESS}>:\nSorry, no mailbox here by that name. (#5.1.1)\nI've given up.",
        f"Votre message n'a pas pu être remis à {ADDRESS} : destinataire inconnu.",
        f"Échec de la remise : l’adresse {ADDRESS} n’existe pas.",
        f"Ihre Nachricht an {ADDRESS} konnte nicht zugestellt werden: Empfänger unbekannt.",
        f"Su mensaje no pudo ser entregado: {ADDRESS}",
        f"  {ADDRESS}\n    SMTP error from remote mail server after RCPT TO: 550 unknown user\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        "From: autre@escale.example\nTo: chloe@yopmail.example\n",
    ],
)
def test_a_failure_told_in_words(text: str) -> None:
    said = only(letter(text, from_=DAEMON, subject="failure notice"))
    assert (said.address, said.bounce_class) == (ADDRESS, FAILED)


@pytest.mark.parametrize(
    "text",
    [
        f"Your message to {ADDRESS} has been delayed. We will retry for 3 days.",
        f"{ADDRESS}: not yet delivered, this is a warning message only.",
        f"La remise à {ADDRESS} est retardée, nouvelle tentative dans une heure.",
    ],
)
def test_a_delay_told_in_words(text: str) -> None:
    assert only(letter(text, from_=DAEMON, subject="Warning")).bounce_class == DELAYED


@pytest.mark.parametrize(
    "headers",
    [
        {"subject": "Réponse automatique : vos chèques"},
        {"subject": "Re: Votre dotation", "auto_submitted": "auto-replied"},
        {"subject": "Absence du bureau", "return_path": "<>"},
        {"subject": "Out of Office: hello"},
        {"subject": "Re: Votre dotation", "x_autoreply": "yes"},
        {"subject": "Re: Votre dotation", "return_path": "<>"},
        {"subject": "Re: Undelivered Mail Returned to Sender"},
    ],
)
def test_somebody_who_answers_fails_nobody(headers: dict[str, str]) -> None:
    text = f"Je suis absent. L’adresse {ADDRESS} n’est plus utilisée, ma boîte est pleine."
    assert parse(letter(text, from_="Chloé <chloe@pro.example>", **headers)).recipients == ()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("feedback-report", BounceKind.COMPLAINT),
        ("disposition-notification", BounceKind.RECEIPT),
    ],
)
def test_complaints_and_receipts_fail_nobody(kind: str, expected: BounceKind) -> None:
    content = report().replace(b"delivery-status", kind.encode())
    parsed = parse(content)
    assert (parsed.kind, parsed.recipients) == (expected, ())


def test_a_failure_that_names_nobody_is_still_one() -> None:
    said = only(letter("Delivery failed: user unknown.", from_=DAEMON, subject="failure notice"))
    assert (said.address, said.bounce_class) == ("", FAILED)


@pytest.mark.parametrize(("path", "expected"), [("<>", [ADDRESS]), ("<a@b.example>", [])])
def test_a_server_without_a_name_gives_the_message_back(path: str, expected: list[str]) -> None:
    """Nobody but a server writes without a return path and encloses the message that failed."""
    message, returned = EmailMessage(), EmailMessage()
    message["From"], message["Subject"] = "no-reply@b.example", "Mail"
    message["Return-Path"] = path
    message.set_content(f"Could not be delivered to: <{ADDRESS}>\nAs their mailbox is full.")
    returned["To"] = ADDRESS
    message.add_attachment(returned)
    assert [said.address for said in parse(message.as_bytes()).recipients] == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"Subject: =?utf-8?B?AAA?=\n\n\0\xff",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 50_000,
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n" * 3_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
        ),
        b"Content-Type: message/rfc822\n\n" * 3_000,
        b"Received: x\n" * 100_000,
        b"Subject: " + b"a" * 2_000_000,
        b"From: mailer-daemon@x\n\n" + b"x@y.example undeliverable " * 100_000,
        b"From: mailer-daemon@x\n\n" + b"not " * 500_000,
        b"From: mailer-daemon@x\nContent-Type: text/html\n\n" + b"<p><br" * 300_000,
        b"From: mailer-daemon@x\n\n" + b"5" * 1_000_000,
        b"From: mailer-daemon@x\n\n" + b"a.b@" * 300_000,
        b"From: mailer-daemon@x\n\n" + b"\n " * 500_000,
        b"Final-Recipient: x\n" * 60_000,
    ],
    ids=range(16),
)
def test_nothing_stops_or_stalls_it(content: bytes) -> None:
    start = time.monotonic()
    parse(content)
    assert time.monotonic() - start < 2
