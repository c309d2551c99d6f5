"""Activation mails, from the outbox to a server that takes everything (postfix's smtp-sink).

The peers render the same templates, compiled once, with Django's engine, and let Django encode:
its own loop over one connection, django-post-office and django-mailer.
"""

import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.signing import TimestampSigner
from django.db import connection
from django.template import Context, engines
from django.utils import translation
from mailer.engine import send_all
from mailer.models import Message
from post_office import mail as post_office

from bench.goals import Bench, Figures, at_most, faster
from bench.measuring import clocked, in_turn, per_item
from escale.mailing import moulds
from escale.mailing.actions.copy_messages import copy_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.links import SignedLink
from escale.mailing.message import write_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.relay import open_relay
from escale.mailing.states import MessageState

TEMPLATE = "dotations/emails/activation"
SINK = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/usr/local/sbin")
WAIT_SECONDS = 10


def rendering(number: int) -> Figures:
    messages = [_unsaved(index) for index in range(number)]

    def by_django() -> None:
        for message in messages:
            _idiomatic(message).message().as_bytes()

    return _figures(
        number, ours=lambda: [write_email(message) for message in messages], Django=by_django
    )


def handing_over(number: int) -> Figures:
    messages = [_unsaved(index) for index in range(number)]
    loop = partial(_by_django, messages)
    with sink():
        return _figures(number, ours=partial(_by_relay, messages), **{"Django's loop": loop})


def durable(number: int) -> Figures:
    for talkative in ("post_office", "mailer"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    peers: dict[str, Callable[[], object]] = {
        "django-post-office": partial(_post_office, number),
        "django-mailer": partial(_mailer, number),
        "Django's loop, which forgets": lambda: _by_django(
            [_unsaved(index) for index in range(number)]
        ),
    }
    with sink():
        return _figures(number, ours=partial(_outbox, number), **peers)


def commits(number: int) -> Figures:
    copy_messages(messages=[new_message(index) for index in range(number)])
    before = _commits()
    with sink():
        deliver_all()
    return {"commits": (_commits() - before) / number * 100}


def _figures(number: int, **actions: Callable[[], object]) -> Figures:
    measures = in_turn({name: clocked(action) for name, action in actions.items()})
    return per_item(measures, dict.fromkeys(measures, number))


def new_message(number: int) -> NewMessage:
    return NewMessage(
        template=TEMPLATE,
        recipient=f"louise.martin{number}@yopmail.example",
        context={
            "first_name": f"Éloïse{number}",
            "last_name": "LEFÈVRE",
            "client_name": "CSE de l’Étoile & Fils",
            "amount": "150\u00a0€",
            "valid_until": "31 décembre 2028",
            "masked_phone": f"06 ** ** ** {number % 100:02}",
            "recipient": f"louise.martin{number}@yopmail.example",
            "changed_at": "4 mai 2026 à 10:12",
            "phone_changed": False,
        },
        links={
            "tracking": SignedLink("/suivi/{token}/", "tracking", f"{number}.1"),
            "activation": SignedLink("/activer/{token}/", "activation", f"{number}.1.1780000000"),
        },
        about=f"bench:{number}",
    )


def _unsaved(number: int) -> OutgoingMessage:
    new = new_message(number)
    links = {name: link.stored() for name, link in new.links.items()}
    return OutgoingMessage(
        pk=number + 1, template=new.template, recipient=new.recipient, context=new.context,
        links=links, about=new.about,
    )  # fmt: skip


def _idiomatic(message: OutgoingMessage) -> EmailMultiAlternatives:
    """As the documentation of Django does it, templates and translations already in memory."""
    signer = TimestampSigner(salt="activation")
    links = {
        name: settings.SITE_URL + link["path"].format(token=signer.sign(link["payload"]))
        for name, link in message.links.items()
    }
    values = message.context | {"links": links, "site_url": settings.SITE_URL}
    engine = engines["django"]
    with translation.override("fr"):
        subject = engine.get_template(f"{TEMPLATE}/subject.txt").render(values).strip()
        text = engine.get_template(f"{TEMPLATE}/body.txt").render(values)
        html = moulds._html_template(f"{TEMPLATE}/body.mjml").render(
            Context(values | {"subject": subject})
        )
    email = EmailMultiAlternatives(subject, text, settings.MAIL_FROM, [message.recipient])
    email.attach_alternative(html, "text/html")
    return email


def _by_relay(messages: list[OutgoingMessage]) -> None:
    with closing(open_relay()) as relay:
        for message in messages:
            relay.send(message)


def _by_django(messages: list[OutgoingMessage]) -> None:
    with get_connection() as line:
        for message in messages:
            line.send_messages([_idiomatic(message)])


def _outbox(number: int) -> None:
    copy_messages(messages=[new_message(index) for index in range(number)])
    deliver_all()
    assert not OutgoingMessage.objects.exclude(state=MessageState.SENT).exists()


def _post_office(number: int) -> None:
    emails = [_idiomatic(_unsaved(index)) for index in range(number)]
    post_office.send_many(
        {
            "sender": email.from_email,
            "recipients": email.to,
            "subject": email.subject,
            "message": email.body,
            "html_message": email.alternatives[0][0],
        }
        for email in emails
    )
    sent, failed, _again = post_office.send_queued(processes=1)
    assert (sent, failed) == (number, 0)


def _mailer(number: int) -> None:
    with get_connection("mailer.backend.DbBackend") as queue:
        for index in range(number):
            queue.send_messages([_idiomatic(_unsaved(index))])
    send_all()
    assert not Message.objects.exists()


def deliver_all() -> None:
    while deliver_messages().more:
        pass


def _commits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def sink() -> Iterator[None]:
    if SINK is None:
        raise FileNotFoundError("smtp-sink is not installed (Debian: apt install postfix)")
    # It refuses to stay root.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([SINK, *user, f"127.0.0.1:{settings.EMAIL_PORT}", "100"])
    try:
        _wait_for(settings.EMAIL_PORT)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    ends_at = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < ends_at
            time.sleep(0.05)
        else:
            return


BENCHES = (
    Bench(
        "Mail, render + sign + encode", "µs", (200,), (500,),
        (faster("Django", 15),), rendering,
    ),
    Bench(
        "Mail, render + hand over", "µs", (200,), (1_000,),
        (faster("Django's loop", 2.5),), handing_over,
    ),
    Bench(
        "Mail, queue + send + mark", "µs", (200,), (1_000,),
        (
            faster("django-post-office", 5),
            faster("django-mailer", 12),
            faster("Django's loop, which forgets", 2.5),
        ),
        durable,
    ),
    Bench(
        "Mail, queue + send + mark", "", (1_000,), (10_000,),
        (at_most(2, "", what="commits for 100 mails", ours="commits"),), commits,
    ),
)  # fmt: skip
