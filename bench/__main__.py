"""`make bench`: figures against peers and limits, in a database of their own. Never a test."""

import os
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connection

from bench.table import print_goals
from escale.local.embedded_postgres import provide_database_url

DATABASE = "escale_bench"
BENCHES = ("search",)


def main() -> None:
    provide_database_url()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0)
    # Only now: these modules read models, which want Django set up.
    goals = [goal for name in BENCHES for goal in import_module(f"bench.{name}").run()]
    print_goals(goals)


if __name__ == "__main__":
    main()
