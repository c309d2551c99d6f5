from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DotationsConfig(AppConfig):
    name = "escale.dotations"
    verbose_name = _("Dotations")

    def ready(self) -> None:
        import_module("escale.dotations.receivers")
