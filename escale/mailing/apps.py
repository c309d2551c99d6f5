from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "escale.mailing"
