"""The door for bounces: `manage.py receive_bounces [--host HOST] [--port PORT] [--smtp]`."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.listener import BounceServer


class Command(BaseCommand):
    help = "Receives bounces over LMTP (or SMTP); a 250 means that they are committed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=10024)
        parser.add_argument("--smtp", action="store_true", help="SMTP instead of LMTP")

    def handle(self, *args: Any, host: str, port: int, smtp: bool, **options: Any) -> None:
        told_to_stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_signal: told_to_stop.set())
        try:
            with BounceServer(host, port, keep, speaks_smtp=smtp):
                self.stdout.write(f"{'SMTP' if smtp else 'LMTP'} {host}:{port}")
                told_to_stop.wait()
        except OSError as error:
            raise CommandError(str(error)) from error


def keep(content: bytes, returned_to: str) -> None:
    """Committed before the sender hears 250; a connection that broke meanwhile is replaced."""
    close_old_connections()
    record_bounce(content=content, returned_to=returned_to)
