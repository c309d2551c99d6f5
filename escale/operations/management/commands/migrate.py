"""`manage.py migrate`, while people work: who asks for a table waits two seconds for it at most.

A change of a table waits until nobody uses it, and whoever comes meanwhile waits behind it. So it
gives up soon, lets them pass and tries again: each migration is one transaction, which leaves
nothing behind.
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import OperationalError, connections
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from escale.tenancy.history import is_of_former_migrations

LOCK_SECONDS = 2
PAUSE_SECONDS = 3
TRIES = 20


class Command(MigrateCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if is_of_former_migrations(connection):
            raise CommandError(
                _(
                    "La base « %(name)s » vient d’une version antérieure à la première publiée, que"
                    " celle-ci ne met pas à niveau : rien n’a été changé. Donnez une base vide"
                    " (DATABASE_URL) ; « make demo » recrée la sienne et garde l’ancienne."
                )
                % {"name": connection.settings_dict["NAME"]}
            )
        for left in reversed(range(TRIES)):
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = %s", [f"{LOCK_SECONDS}s"])
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self._wait(left)
            else:
                return
            finally:
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")

    def _wait(self, left: int) -> None:
        if not left:
            message = _(
                "Une table est restée occupée : rien n’a été changé à demi. Attendez la fin des"
                " travaux longs (un export, une sauvegarde), puis recommencez."
            )
            raise CommandError(message)
        self.stderr.write(
            _("Une table est occupée : nouvel essai dans %(seconds)s s.")
            % {"seconds": PAUSE_SECONDS}
        )
        time.sleep(PAUSE_SECONDS)
