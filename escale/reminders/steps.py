"""When a reminder is due: days on the wall in France, so that no change of hour moves one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

# Of each kind; the one before the end of validity comes on top.
MOST = 4
BEFORE_END = 9


class Kind(models.TextChoices):
    """What a reminder asks for: the account, or the application that completes it (R46)."""

    ACTIVATION = "activation", _("Activation")
    APPLICATION = "application", _("Application")


@dataclass(frozen=True, slots=True)
class Step:
    """`days` of silence or, of the last step, days before the end of validity."""

    kind: Kind
    number: int
    days: int

    @property
    def is_before_end(self) -> bool:
        return self.number == BEFORE_END

    def reached(self, day: date) -> Q:
        """Of dotations with their `silent_since`: those whose turn has come by that day."""
        if self.is_before_end:
            return Q(
                order__valid_until__gte=day,
                order__valid_until__lte=day + timedelta(days=self.days),
            )
        return Q(silent_since__lt=start_of(day - timedelta(days=self.days - 1)))


def start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
