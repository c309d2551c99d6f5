"""Django's command line, on the embedded database unless DATABASE_URL names another one."""

import os
import sys

from django.core.management import execute_from_command_line

from escale.local.embedded_postgres import provide_database_url


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    provide_database_url()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
