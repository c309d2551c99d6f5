"""What waits in the outbox: `manage.py outbox [--json]`."""

import json

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from escale.mailing.queries import oldest_waiting_age, outbox_counts
from escale.mailing.states import MessageState


class Command(BaseCommand):
    help = "Counts the outgoing messages by state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON line")

    def handle(self, *args: object, **options: object) -> None:
        age = oldest_waiting_age()
        seconds = None if age is None else round(age.total_seconds(), 1)
        counts = outbox_counts()
        if options["json"]:
            self.stdout.write(json.dumps(counts | {"oldest_seconds": seconds}))
            return
        for state in MessageState:
            self.stdout.write(f"{counts[state.value]:>8}  {state.label}")
        if seconds is not None:
            self.stdout.write(_("Le plus ancien attend depuis %(age)s s.") % {"age": seconds})
