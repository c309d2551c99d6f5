from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "escale.demo"

    def ready(self) -> None:
        import_module("escale.demo.receivers")
