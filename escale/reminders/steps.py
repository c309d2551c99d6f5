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
# Titles are valid until 31 December of the issue year + 2 (D5).
YEARS_OF_VALIDITY = 2


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
            ends_later = day + timedelta(days=self.days + 1)
            return Q(
                order__placed_on__gte=_first_order_valid_in(day.year),
                order__placed_on__lt=_first_order_valid_in(ends_later.year),
            )
        return Q(silent_since__lt=start_of(day - timedelta(days=self.days - 1)))


def start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _first_order_valid_in(year: int) -> date:
    """The first day whose orders are valid until the end of that year, or later (D5)."""
    return date(year - YEARS_OF_VALIDITY, 1, 1)
