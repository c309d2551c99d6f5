"""The only place that reads the clock, so that a test moves it for everyone."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date on the wall in France."""
    return timezone.localdate()
