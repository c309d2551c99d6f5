from django.apps import AppConfig


class MassSendsConfig(AppConfig):
    name = "escale.mass_sends"
