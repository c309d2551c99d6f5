"""`make bench`: figures against peers and limits, in a database of their own. Never a test."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connection

from bench.table import print_goals
from escale.local.embedded_postgres import provide_database_url
from escale.local.errors import LocalError

DATABASE = "escale_bench"
BENCHES = ("search", "ordering", "imports", "exports", "mass_sends", "reminders", "mail", "wall", "hints")


def main() -> None:
    try:
        provide_database_url()
    except LocalError as error:
        sys.exit(str(error))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    with scratch_database():
        call_command("migrate", verbosity=0)
        # Only now: these modules read models, which want Django set up.
        names = sys.argv[1:] or BENCHES
        goals = [goal for name in names for goal in import_module(f"bench.{name}").run()]
    print_goals(goals)


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database of the bench's own, gone afterwards."""
    usual = connection.settings_dict["NAME"]
    _recreate(DATABASE)
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _recreate(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")


if __name__ == "__main__":
    main()
