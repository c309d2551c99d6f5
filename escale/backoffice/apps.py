from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class BackofficeConfig(AppConfig):
    name = "escale.backoffice"
    default = True

    def ready(self) -> None:
        import_module("escale.backoffice.admin")


class ConsoleConfig(SimpleAdminConfig):
    """Shows what the backoffice registers: libraries' own pages would write past the journal."""

    default_site = "escale.backoffice.console.Console"
