from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "escale.clients"
