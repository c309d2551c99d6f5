"""A backup: `manage.py backup FILE`, or `-` for standard output, to be encrypted on the way."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from escale.local.errors import LocalError
from escale.local.postgres_programs import Programs


class Command(BaseCommand):
    help = "Writes the whole database to a file, for `restore`. Needs a login with BYPASSRLS."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        major, *_ = connection.get_database_version()
        programs = Programs(connection.settings_dict, major)
        try:
            if file == "-":
                programs.dump(None)
            else:
                self._keep(programs, Path(file))
        except LocalError as error:
            raise CommandError(str(error)) from error

    def _keep(self, programs: Programs, target: Path) -> None:
        """Under its name only once it is whole and can be read; its owner's alone."""
        unfinished = target.with_name(f"{target.name}.part")
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        programs.dump(unfinished)
        programs.contents(unfinished)
        unfinished.rename(target)
        size = target.stat().st_size / 1_000_000
        self.stdout.write(_("%(file)s : %(size).1f Mo.") % {"file": target, "size": size})
