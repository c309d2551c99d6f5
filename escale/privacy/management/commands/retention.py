"""What is forgotten of people, class by class: `manage.py retention [--dry-run] [--json]`."""

import json

from django.core.management.base import BaseCommand, CommandParser

from escale.privacy.actions.apply_retention import apply_retention
from escale.privacy.classes import CLASSES


class Command(BaseCommand):
    help = "Erases or makes nameless the data whose time is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")
        parser.add_argument("--json", action="store_true", help="one JSON line")

    def handle(self, *args: object, **options: object) -> None:
        if options["dry_run"]:
            counts = {kind.key: kind.count_due() for kind in CLASSES}
        else:
            counts = apply_retention()
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        for kind in CLASSES:
            self.stdout.write(f"{counts[kind.key]:>8}  {kind.name}, {kind.ending}")
