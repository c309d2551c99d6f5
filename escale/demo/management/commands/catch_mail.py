"""The demonstration's mail server: `manage.py catch_mail [--host HOST] [--port PORT]`."""

import signal
from threading import Event

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from escale.demo.actions.keep_mail import keep_mail
from escale.demo.returning import RETURNING_DOMAIN, send_back_later
from escale.local.errors import LocalError
from escale.local.recipient_domains import is_within
from escale.local.smtp_catcher import Catcher, CaughtMessage


class Command(BaseCommand):
    help = "Takes the demonstration's mail and keeps it for the mailbox; sends nothing on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT)

    def handle(self, *args: object, host: str, port: int, **options: object) -> None:
        told_to_stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_signal: told_to_stop.set())
        try:
            with Catcher(host, port, keep):
                self.stdout.write(f"SMTP {host}:{port}")
                told_to_stop.wait()
        except LocalError as error:
            raise CommandError(str(error)) from error


def keep(caught: CaughtMessage) -> None:
    """In the mailbox before the sender hears 250; a connection that broke meanwhile is replaced."""
    close_old_connections()
    keep_mail(
        envelope_from=caught.envelope_from,
        recipient=caught.recipient,
        content=caught.content,
        refusal=caught.refusal or "",
    )
    if is_within(caught.recipient, RETURNING_DOMAIN) and not caught.refusal:
        send_back_later(caught.envelope_from, caught.recipient)
