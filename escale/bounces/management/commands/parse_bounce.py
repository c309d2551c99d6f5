"""What returned messages say: `manage.py parse_bounce [--json] [FILE…]`, standard input if none."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from escale.bounces.maildir import read_content
from escale.bounces.parsing.mime import MOST_BYTES
from escale.bounces.parsing.parse import parse
from escale.bounces.parsing.verdicts import ParsedBounce


class Command(BaseCommand):
    help = "Reads messages that came back and says who did not get what, and why. Writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON line a message")

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["files"]
        for name, content in self._contents(paths):
            read = as_json(name, parse(content))
            if options["json"]:
                self.stdout.write(json.dumps(read, ensure_ascii=False))
                continue
            self.stdout.write(f"{name}: {read['kind']}")
            for said in read["recipients"]:
                self.stdout.write(
                    f"  {said['address']} {said['class']} {said['status']} {said['reason']}"
                )

    def _contents(self, paths: list[Path]) -> Iterator[tuple[str, bytes]]:
        if not paths:
            yield "-", sys.stdin.buffer.read(MOST_BYTES)
        for path in paths:
            try:
                yield str(path), read_content(path)
            except OSError as error:
                raise CommandError(str(error)) from error


def as_json(name: str, parsed: ParsedBounce) -> dict[str, Any]:
    return {
        "file": name,
        "kind": parsed.kind.value,
        "recipients": [
            {
                "address": said.address,
                "class": said.bounce_class.value,
                "status": said.status,
                "reason": said.reason.value if said.reason else "",
                "diagnostic": said.diagnostic,
            }
            for said in parsed.recipients
        ],
    }
