from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "escale.orders"
    verbose_name = _("Commandes")

    def ready(self) -> None:
        import_module("escale.orders.receivers")
