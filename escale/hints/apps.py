from django.apps import AppConfig


class HintsConfig(AppConfig):
    name = "escale.hints"
