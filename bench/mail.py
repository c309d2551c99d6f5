"""Activation mails, from the outbox to a server that takes everything (postfix's smtp-sink).

The peers render the same templates, compiled once, with Django's engine, and let Django encode:
its own loop over one connection, django-post-office and django-mailer.
"""

import logging
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.signing import TimestampSigner
from django.db import connection
from django.template import Context, engines
from django.utils import translation
from mailer.engine import send_all
from mailer.models import Message
from post_office import mail as post_office

from bench.table import Goal, Measure, timed
from escale.mailing import moulds
from escale.mailing.actions.copy_messages import copy_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.links import SignedLink
from escale.mailing.message import write_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.relay import open_relay
from escale.mailing.states import MessageState

RENDERED, HANDED_OVER, DURABLE, FLAT = 500, 1_000, 1_000, 10_000
TEMPLATE = "dotations/emails/activation"
SINK = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/usr/local/sbin")
WAIT_SECONDS = 10
MEGABYTE = 1024 * 1024


def run() -> list[Goal]:
    for talkative in ("post_office", "mailer"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    if SINK is None:
        print("mail: smtp-sink is not installed (Debian: apt install postfix), nothing measured")
        return []
    with sink(SINK):
        return [*_rendering(), *_handing_over(), *_durable()]


def _rendering() -> list[Goal]:
    messages = [_unsaved(number) for number in range(RENDERED)]

    def by_django() -> None:
        for message in messages:
            _idiomatic(message).message().as_bytes()

    ours = _measured(lambda: [write_email(message) for message in messages], 5)
    peer = _measured(by_django, 5)
    _print("render, sign and encode", RENDERED, {"ours": ours, "Django": peer})
    ratio = ours.median / peer.median
    return [Goal("mail: render + sign + encode: ours / Django", ratio, 1 / 15, "x")]


def _handing_over() -> list[Goal]:
    messages = [_unsaved(number) for number in range(HANDED_OVER)]
    ours = _measured(lambda: _by_relay(messages))
    peer = _measured(lambda: _by_django(messages))
    _print("render and hand over", HANDED_OVER, {"ours": ours, "Django's loop": peer})
    ratio = ours.median / peer.median
    return [Goal("mail: render + hand over: ours / Django's loop", ratio, 1 / 2.5, "x")]


def _durable() -> list[Goal]:
    ours, office, mailer = _measured(_outbox), _measured(_post_office), _measured(_mailer)
    loop = _measured(lambda: _by_django([_unsaved(number) for number in range(DURABLE)]))
    named = {"ours": ours, "django-post-office": office, "django-mailer": mailer}
    _print("queue, render, send, mark", DURABLE, named | {"Django's loop, which forgets": loop})
    memory, commits = _flat()
    print(f"{FLAT:,} mails: {commits:.1f} commits a hundred, {memory:.1f} MiB above idle")
    return [
        Goal("mail: durable: ours / django-post-office", ours.median / office.median, 1 / 5, "x"),
        Goal("mail: durable: ours / django-mailer", ours.median / mailer.median, 1 / 12, "x"),
        Goal("mail: durable: ours / Django's loop", ours.median / loop.median, 1 / 2.5, "x"),
        Goal("mail: commits for 100 mails", commits, 2, ""),
        Goal(f"mail: memory for {FLAT:,}", memory, 64, "MiB"),
    ]


def _measured(action: Callable[[], object], times: int = 3) -> Measure:
    return Measure("", [timed(action) for _time in range(times)])


def _print(what: str, number: int, measures: dict[str, Measure]) -> None:
    print(f"{what}, us a mail, {number} mails")
    for name, measure in measures.items():
        print(f"  {name:28} {measure.median / number * 1e6:8.1f}")


def _new(number: int) -> NewMessage:
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
    new = _new(number)
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


def _outbox(number: int = DURABLE) -> None:
    copy_messages(messages=[_new(index) for index in range(number)])
    while deliver_messages().more:
        pass
    assert not OutgoingMessage.objects.exclude(state=MessageState.SENT).exists()


def _post_office() -> None:
    emails = [_idiomatic(_unsaved(number)) for number in range(DURABLE)]
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
    assert (sent, failed) == (DURABLE, 0)


def _mailer() -> None:
    with get_connection("mailer.backend.DbBackend") as queue:
        for number in range(DURABLE):
            queue.send_messages([_idiomatic(_unsaved(number))])
    send_all()
    assert not Message.objects.exists()


def _flat() -> tuple[float, float]:
    """MiB above idle at the worst moment, and commits for a hundred mails."""
    copy_messages(messages=[_new(index) for index in range(FLAT)])
    Path("/proc/self/clear_refs").write_text("5")
    idle, before = _resident("VmRSS"), _commits()
    while deliver_messages().more:
        pass
    return (_resident("VmHWM") - idle) / MEGABYTE, (_commits() - before) / FLAT * 100


def _resident(what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def _commits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def sink(path: str) -> Iterator[None]:
    # It refuses to stay root.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([path, *user, f"127.0.0.1:{settings.EMAIL_PORT}", "100"])
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
