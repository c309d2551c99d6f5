from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "escale.mailing"
    verbose_name = _("Courrier")

    def ready(self) -> None:
        import_module("escale.mailing.checks")
