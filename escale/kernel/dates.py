"""Dates as French sentences write them; tables use 02/11/2026."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

NO_BREAK_SPACE = "\u00a0"


def french_date(day: date) -> str:
    """« 21/08/2020 »; a moment is the day it is in France."""
    if isinstance(day, datetime) and is_aware(day):
        day = localtime(day)
    return date_format(day, "d/m/Y")


def long_date(day: date) -> str:
    """« 23 novembre 2026 »."""
    return date_format(day, "j F Y").replace(" ", NO_BREAK_SPACE)


def short_time(moment: datetime) -> str:
    """« 10 h 58 », of a moment already in local time."""
    return f"{moment.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{moment.minute:02d}"


def long_moment(moment: datetime) -> str:
    """« 23 novembre 2026 à 10 h 58 », of a moment already in local time."""
    return f"{long_date(moment)} à {short_time(moment)}"
