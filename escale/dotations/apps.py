from importlib import import_module

from django.apps import AppConfig


class DotationsConfig(AppConfig):
    name = "escale.dotations"

    def ready(self) -> None:
        import_module("escale.dotations.receivers")
