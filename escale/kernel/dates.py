"""Dates as sentences write them in the reader's language; tables use 02/11/2026 in both."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from escale.kernel.languages import is_english

NO_BREAK_SPACE = "\u00a0"


def french_date(day: date) -> str:
    """« 21/08/2020 »; a moment is the day it is in France."""
    if isinstance(day, datetime) and is_aware(day):
        day = localtime(day)
    return date_format(day, "d/m/Y")


def long_date(day: date) -> str:
    """« 23 novembre 2026 », « 1er décembre 2026 », “23 November 2026”."""
    is_first = day.day == 1 and not is_english()
    return date_format(day, r"j\e\r F Y" if is_first else "j F Y").replace(" ", NO_BREAK_SPACE)


def short_time(moment: datetime) -> str:
    """« 10 h 58 », “10:58” in English, of a moment already in local time."""
    if is_english():
        return f"{moment.hour}:{moment.minute:02d}"
    return f"{moment.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{moment.minute:02d}"


def french_time(moment: datetime) -> str:
    """The same of any moment, as it is in France."""
    return short_time(localtime(moment))


def whole_hour(hour: int) -> str:
    """« 9 h », “9:00” in English."""
    return f"{hour}:00" if is_english() else f"{hour}{NO_BREAK_SPACE}h"


def long_moment(moment: datetime) -> str:
    """« 23 novembre 2026 à 10 h 58 », of a moment already in local time."""
    return _("%(day)s à %(time)s") % {"day": long_date(moment), "time": short_time(moment)}
