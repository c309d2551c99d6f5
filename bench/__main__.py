"""`make bench`: figures against peers and limits, in a database of their own. Never a test."""

import os

import django
from django.core.management import call_command
from django.db import connection

from escale.local.embedded_postgres import provide_database_url

DATABASE = "escale_bench"


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
    from bench import search
    from bench.table import print_goals

    print_goals(search.run())


if __name__ == "__main__":
    main()
