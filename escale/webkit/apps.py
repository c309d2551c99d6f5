from importlib import import_module

from django.apps import AppConfig


class WebkitConfig(AppConfig):
    name = "escale.webkit"

    def ready(self) -> None:
        import_module("escale.webkit.checks")
