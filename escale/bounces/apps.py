from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BouncesConfig(AppConfig):
    name = "escale.bounces"
    verbose_name = _("Retours d’e-mails")
