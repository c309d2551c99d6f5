"""What a client decides of its reminders, and what may not be decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from escale.reminders.steps import MOST

# Between two e-mails to one person, whoever asked for the first: a reminder waits for its turn.
DAYS_BETWEEN_MAILS = 3
LONGEST_SILENCE = 120
LONGEST_BEFORE_END = 180
# Monday is 1.
WORKING_DAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Terms:
    """`activation_days`: days of silence before each reminder; `application_days`: days since the
    account; `days_before_end`: before the end of validity, None for no such reminder."""

    activation_days: tuple[int, ...] = (7, 21)
    application_days: tuple[int, ...] = (7, 21)
    days_before_end: int | None = 30
    from_hour: int = 9
    until_hour: int = 18
    weekdays: tuple[int, ...] = WORKING_DAYS

    def problems(self) -> Iterator[tuple[str, str]]:
        """(field, sentence) for each thing that cannot be."""
        yield from _problems_of_days("activation_days", self.activation_days)
        yield from _problems_of_days("application_days", self.application_days)
        before_end = self.days_before_end
        if before_end is not None and not 1 <= before_end <= LONGEST_BEFORE_END:
            told = _("Indiquez de 1 à %(most)d jours avant la fin de validité.")
            yield "days_before_end", told % {"most": LONGEST_BEFORE_END}
        if not (self.activation_days or self.application_days or before_end):
            told = _("Aucune relance n’est prévue : indiquez au moins un nombre de jours.")
            yield "activation_days", told
        if not 0 <= self.from_hour < self.until_hour <= 24:
            yield "until_hour", _("La fin des envois doit venir après leur début.")
        if not self.weekdays or not set(self.weekdays) <= set(range(1, 8)):
            yield "weekdays", _("Choisissez au moins un jour de la semaine.")


def _problems_of_days(field: str, days: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    if len(days) > MOST:
        yield field, _("Quatre relances au plus.")
    if any(not DAYS_BETWEEN_MAILS <= day <= LONGEST_SILENCE for day in days):
        told = _("Une relance part de %(least)d à %(most)d jours après.")
        yield field, told % {"least": DAYS_BETWEEN_MAILS, "most": LONGEST_SILENCE}
    elif any(after - before < DAYS_BETWEEN_MAILS for before, after in pairwise(days)):
        told = _("Chaque relance doit partir au moins %(least)d jours après la précédente.")
        yield field, told % {"least": DAYS_BETWEEN_MAILS}
