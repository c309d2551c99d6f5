"""What may ask for attention: one definition for the figure and for the list behind it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escale.dotations.states import EDITABLE, DotationStatus
from escale.kernel import clock

WAITING_TOO_LONG = timedelta(days=30)


class Situation(models.TextChoices):
    EMAIL_ERROR = "email_error", _("Erreur e-mail")
    WITHOUT_APPLICATION = "without_application", _("Compte créé, application à configurer")
    WAITING_TOO_LONG = "waiting_too_long", _("En attente depuis plus de 30 jours")

    def condition(self) -> Q:
        if self == Situation.EMAIL_ERROR:
            return Q(status=DotationStatus.EMAIL_ERROR)
        if self == Situation.WITHOUT_APPLICATION:
            return Q(status__in=EDITABLE, account_created_at__isnull=False)
        return Q(
            status=DotationStatus.AWAITING_ACTIVATION,
            account_created_at__isnull=True,
            invited_at__lt=clock.now() - WAITING_TOO_LONG,
        )
