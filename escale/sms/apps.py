from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SmsConfig(AppConfig):
    name = "escale.sms"
    verbose_name = _("SMS")

    def ready(self) -> None:
        import_module("escale.sms.checks")
