from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "escale.accounts"

    def ready(self) -> None:
        import_module("escale.accounts.receivers")
