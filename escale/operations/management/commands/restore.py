"""A backup comes back: `manage.py restore FILE [--replace]`, the portal and its workers stopped."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from escale.local.errors import LocalError
from escale.operations.restoring import restore


class Command(BaseCommand):
    help = "Restores a backup; mail is held until staff let it leave. Needs a login with CREATEDB."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="rename the database that is there"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("%(file)s est introuvable.") % {"file": file})
        try:
            restored = restore(file, replaces=replace)
        except LocalError as error:
            raise CommandError(str(error)) from error
        told = {
            "when": restored.taken_at,
            "mails": restored.paused.mails,
            "texts": restored.paused.texts,
            "kept": restored.kept_as,
        }
        self.stdout.write(_("Sauvegarde du %(when)s restaurée.") % told)
        if restored.kept_as:
            self.stdout.write(_("La base d’avant est gardée sous le nom « %(kept)s ».") % told)
        self.stdout.write(
            _(
                "%(mails)s e-mails en attente sont peut-être déjà partis : plus rien ne part avant"
                " que vous ne le disiez, dans la console, « Envois suspendus »."
            )
            % told
        )
        self.stdout.write(_("%(texts)s SMS en attente sont abandonnés.") % told)
