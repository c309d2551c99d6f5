from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivationConfig(AppConfig):
    name = "escale.activation"
    verbose_name = _("Bénéficiaires")

    def ready(self) -> None:
        import_module("escale.activation.receivers")
