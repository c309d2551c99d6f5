"""What waits in a maildir: `manage.py ingest_bounces --maildir DIR [--json]`."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from escale.bounces.actions.read_maildir import read_maildir
from escale.bounces.models import ReceivedBounce
from escale.bounces.parsing.verdicts import BounceClass


class Command(BaseCommand):
    help = "Records the bounces that wait in a maildir, then moves them to cur/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, default=settings.BOUNCE_MAILDIR or None)
        parser.add_argument("--json", action="store_true", help="one JSON line a message")

    def handle(self, *args: Any, **options: Any) -> None:
        maildir: Path | None = options["maildir"] and Path(options["maildir"])
        if maildir is None or not (maildir / "new").is_dir():
            raise CommandError(_("Ce n’est pas un maildir\u00a0: %(path)s.") % {"path": maildir})
        count = 0
        for path, bounce in read_maildir(maildir=maildir):
            count += 1
            if options["json"]:
                self.stdout.write(json.dumps(as_json(path, bounce), ensure_ascii=False))
        if not options["json"]:
            self.stdout.write(_("%(count)s retours enregistrés.") % {"count": count})


def as_json(path: Path, bounce: ReceivedBounce | None) -> dict[str, Any]:
    if bounce is None:
        # Noted on its message.
        return {"file": path.name, "class": BounceClass.DELIVERED}
    return {
        "file": path.name,
        "bounce": bounce.pk,
        "message": bounce.message_id,
        "kind": bounce.kind,
        "class": bounce.bounce_class,
        "status": bounce.enhanced_status,
        "reason": bounce.cause,
        "state": bounce.state,
        "why": bounce.why,
    }
