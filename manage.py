"""Django's command line, on the embedded database unless DATABASE_URL names another one."""

import os
import sys

from django.core.management import execute_from_command_line

from escale.local.embedded_postgres import provide_database_url
from escale.local.errors import LocalError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    try:
        provide_database_url()
    except LocalError as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
