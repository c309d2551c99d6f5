"""What tests do with tries that were counted."""

from datetime import timedelta

from django.db import connection


def age_tries(by: timedelta) -> None:
    """As if all that was counted had been tried so much earlier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rate_limits_tries SET until = until - %s::interval,"
            " hits = ARRAY(SELECT hit - %s::interval FROM unnest(hits) AS hit)",
            [str(by)] * 2,
        )
