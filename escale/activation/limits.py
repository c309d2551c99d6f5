"""How often, how long: D11, and what a secret code must hold against (C16)."""

from datetime import datetime, timedelta

from escale.kernel import clock

CODE_LIFETIME = timedelta(minutes=10)
TRIES_PER_CODE = 5
BETWEEN_CODES = timedelta(seconds=30)
# Most codes in a while, to one number and to one person whatever the number: both hold.
MOST_TO_NUMBER = (3, timedelta(hours=12))
MOST_TO_PERSON = (5, timedelta(hours=24))
# From the right code to the secret code that it lets choose.
TO_CHOOSE_SECRET = timedelta(minutes=15)
SECRET_FAILURES = 3
SECRET_DIGITS = 6

WELCOME_LIFETIME = timedelta(days=30)
RECOVERY_LIFETIME = timedelta(hours=1)
# Nobody gets a link again sooner, however often it is asked for.
BETWEEN_LINKS = timedelta(minutes=10)


def is_recent_link(sent_at: datetime | None) -> bool:
    return sent_at is not None and clock.database_now() - sent_at < BETWEEN_LINKS
