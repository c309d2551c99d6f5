"""What may ask for attention: one definition for the figure and for the list behind it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escale.dotations.states import BEFORE_FIRST_EMAIL, EDITABLE, MODIFIABLE, DotationStatus
from escale.dotations.stuck import unsent
from escale.kernel import clock

NEVER_OPENED = timedelta(days=7)
EXPIRING_SOON = timedelta(days=60)
WAITING_TOO_LONG = timedelta(days=30)
# The last e-mail was accepted, and nothing came of it yet.
AWAITING_ACCOUNT = Q(status=DotationStatus.AWAITING_ACTIVATION, account_created_at__isnull=True)


class Situation(models.TextChoices):
    """A dotation is in one of the first four at most: the figures of « À traiter » add up.

    With an account, whatever became of its last e-mail, what is left to do is the application.
    Without one, a refused address comes first; then those that wait for more than 30 days; then
    those of more than 7 days whose present link nobody has opened. Days count from the first
    e-mail. Two more are of the funnel; the last two are counted apart, whatever else one waits for.
    """

    EMAIL_ERROR = "email_error", _("Erreur e-mail, adresse à corriger")
    WITHOUT_APPLICATION = "without_application", _("Compte créé, application à configurer")
    WAITING_TOO_LONG = "waiting_too_long", _("En attente depuis plus de 30 jours")
    NEVER_OPENED = "never_opened", _("Lien jamais ouvert depuis plus de 7 jours")
    WITHOUT_ACCOUNT = "without_account", _("Compte à créer")
    BEFORE_FIRST_EMAIL = "before_first_email", _("Premier e-mail à venir")
    EXPIRING = "expiring", _("Validité qui se termine")
    UNSENT = "unsent", _("E-mail qui n’a pas pu partir")

    def condition(self) -> Q:
        now = clock.now()
        return {
            Situation.EMAIL_ERROR: Q(
                status=DotationStatus.EMAIL_ERROR, account_created_at__isnull=True
            ),
            Situation.WITHOUT_APPLICATION: Q(status__in=EDITABLE, account_created_at__isnull=False),
            Situation.WAITING_TOO_LONG: AWAITING_ACCOUNT & Q(invited_at__lt=now - WAITING_TOO_LONG),
            Situation.NEVER_OPENED: AWAITING_ACCOUNT
            & Q(
                opened_at__isnull=True,
                invited_at__lt=now - NEVER_OPENED,
                invited_at__gte=now - WAITING_TOO_LONG,
            ),
            Situation.WITHOUT_ACCOUNT: Q(status__in=EDITABLE, account_created_at__isnull=True),
            Situation.BEFORE_FIRST_EMAIL: Q(status__in=BEFORE_FIRST_EMAIL),
            Situation.EXPIRING: Q(
                status__in=sorted(MODIFIABLE),
                order__valid_until__gte=clock.today(),
                order__valid_until__lte=clock.today() + EXPIRING_SOON,
            ),
            Situation.UNSENT: unsent(),
        }[self]
