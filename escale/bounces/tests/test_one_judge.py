"""The same words have the same meaning by whichever door they come."""

import re
import smtplib
from collections.abc import Callable

import pytest
from anymail.signals import AnymailTrackingEvent, EventType

from escale.bounces.parsing.parse import parse
from escale.bounces.provider_events import event_of
from escale.bounces.tests.made import ADDRESS, letter, report
from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of_failure
from escale.mailing.tests.answers import ANSWERS
from escale.mailing.transport import Answer, Verdict, answer_to
from tests.bounce_figures import real_answers
from tests.corpora import needs_corpora

RETURN_PATH = "bounces+abc=privaterelay.appleid.com@escale.example"
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
LETTERS = {
    "postfix": """This is the mail system at host mx.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

<{address}>: host mx.b.example[192.0.2.7] said: 550 {said} (in reply to RCPT TO command)
""",
    "postfix, in French": """Ceci est le système de messagerie de mx.example.

Je suis au regret de vous informer que votre message n'a pas pu être
remis à un ou plusieurs destinataires. Il est joint ci-dessous.

Pour plus d'informations, contactez le service postmaster.

<{address}> : l'hôte mx.b.example[192.0.2.7] a répondu : 550 {said}
""",
    "exim": """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.b.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    550 {said}
""",
    "qmail": """Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
192.0.2.7 does not like recipient.
Remote host said: 550 {said}
Giving up on 192.0.2.7.
""",
    "exchange, in French": """Échec de la remise pour ces destinataires ou groupes :

{address}
Un problème s'est produit lors de la remise de ce message.

Informations de diagnostic pour les administrateurs :
Serveur de génération : srv-ex01.b.example

{address}
Remote Server returned '550 {said}'
""",
    "gmail": """** Message not delivered **

There was a problem delivering your message to {address}. See the technical details below.

The response was:
550 {said}
""",
}

# Servers name the sender as well.
ORIGINAL = """
------ This is a copy of the message, including all the headers. ------

From: x@y.example
To: {address}
"""


def at_rcpt(text: str) -> Cause | None:
    refused = smtplib.SMTPRecipientsRefused({ADDRESS: (550, text.encode())})
    return _answered(answer_to(refused, is_silence=False))


def after_data(text: str) -> Cause | None:
    return _answered(answer_to(smtplib.SMTPDataError(550, text.encode()), is_silence=False))


def _answered(answer: Answer) -> Cause | None:
    assert (answer.verdict == Verdict.HELD) == (answer.cause == Cause.OURS)
    return answer.cause


def in_a_report(text: str) -> Cause | None:
    return _reason(report(status="5.0.0", diagnostic=text.replace("{", "(").replace("}", ")")))


def of_a_provider(text: str) -> Cause | None:
    told = AnymailTrackingEvent(
        event_type=EventType.BOUNCED,
        recipient=ADDRESS,
        mta_response=text,
        esp_event={},
        metadata={},
    )
    event = event_of(told, "brevo")
    assert event is not None
    return event.said.reason


def in_a_letter(form: str, text: str) -> Cause | None:
    said = re.sub(r"\ba@[\w.]+", ADDRESS, text)
    told = LETTERS[form].format(address=ADDRESS, said=said) + ORIGINAL.format(address=ADDRESS)
    return _reason(letter(told, from_=DAEMON, to=RETURN_PATH, subject="Undelivered Mail"))


def _reason(content: bytes) -> Cause | None:
    read = {said.address: said.reason for said in parse(content).recipients}
    return read.get(ADDRESS)


DOORS = [at_rcpt, after_data, in_a_report, of_a_provider]


@pytest.mark.parametrize("door", DOORS)
def test_answers(door: Callable[[str], Cause | None]) -> None:
    read = {text: door(text) for text, _cause in ANSWERS}
    assert read == dict(ANSWERS)


@pytest.mark.parametrize("door", DOORS)
def test_a_long_answer_is_read_to_its_end(door: Callable[[str], Cause | None]) -> None:
    assert door(f"554 {'Sorry about that, dear sender. ' * 25} The mailbox is full") == (
        Cause.MAILBOX_FULL
    )


@pytest.mark.parametrize("form", LETTERS)
def test_answers_told_in_words(form: str) -> None:
    read = {text: in_a_letter(form, text) for text, _cause in ANSWERS}
    assert read == dict(ANSWERS)


@needs_corpora
def test_answers_of_the_corpora() -> None:
    texts = real_answers()
    assert len(texts) > 100
    read = {text: {door(text) for door in DOORS} for text in texts}
    assert read == {text: {cause_of_failure(text)} for text in texts}
