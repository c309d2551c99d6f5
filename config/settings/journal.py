"""How long the journal is kept."""

from django.core.exceptions import ImproperlyConfigured

from config.env import env_int

# The database refuses to purge what is younger: CNIL, recommendation on logs.
JOURNAL_MONTHS_FLOOR = 6
JOURNAL_MONTHS = env_int("ESCALE_JOURNAL_MONTHS", 12)
if JOURNAL_MONTHS < JOURNAL_MONTHS_FLOOR:
    raise ImproperlyConfigured(
        f"ESCALE_JOURNAL_MONTHS must be {JOURNAL_MONTHS_FLOOR} or more, not {JOURNAL_MONTHS}."
    )
