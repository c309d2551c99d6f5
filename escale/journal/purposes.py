"""Why a transaction touches the past: the triggers let nothing through without it."""

from enum import StrEnum

from django.db import connection


class Purpose(StrEnum):
    ERASE = "erase"
    PURGE = "purge"


def state_purpose(purpose: Purpose | None) -> None:
    """Until the end of the transaction, or until another one is stated."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('escale.journal', %s, true)", [purpose or ""])
