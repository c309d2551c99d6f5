from importlib import import_module

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "escale.orders"

    def ready(self) -> None:
        import_module("escale.orders.receivers")
