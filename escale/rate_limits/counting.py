"""Counts tries, in one statement for what is tried: as many at once as one likes pass one by one.

A try that is refused is not counted, and leaves no row: whoever is stopped waits no longer for
having insisted, and nobody fills the table.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.db import connection

from escale.rate_limits.limits import LIMITS, Attempt, Rate
from escale.tenancy.scopes import system_scope

STILL_COUNT = "unnest(tries.hits) AS hit WHERE hit > clock_timestamp() - tries.within"
TAKE = f"""
    WITH wanted AS (
        SELECT * FROM unnest(%s::text[], %s::int[], %s::interval[]) AS it (name, most, within)
    ),
    full_ones AS (
        SELECT FROM rate_limits_tries AS tries JOIN wanted USING (name)
        WHERE (SELECT count(*) FROM {STILL_COUNT}) >= wanted.most
    )
    INSERT INTO rate_limits_tries AS tries (name, hits, most, within, until)
    SELECT name, ARRAY[clock_timestamp()], most, within, clock_timestamp() + within
    FROM wanted WHERE NOT EXISTS (SELECT FROM full_ones)
    ON CONFLICT (name) DO UPDATE SET
        hits = ARRAY(SELECT hit FROM {STILL_COUNT}) || excluded.hits,
        most = excluded.most,
        within = excluded.within,
        until = excluded.until
    WHERE (SELECT count(*) FROM {STILL_COUNT}) < excluded.most
    RETURNING name, hits[array_upper(hits, 1)]
"""  # noqa: S608  # nothing of a visitor's is in it
GIVE_BACK = """
    WITH in_the_order_of_take AS (
        SELECT name FROM rate_limits_tries WHERE name = ANY (%s) ORDER BY name DESC FOR UPDATE
    )
    UPDATE rate_limits_tries AS tries SET hits = array_remove(hits, taken.at)
    FROM in_the_order_of_take
    JOIN unnest(%s::text[], %s::timestamptz[]) AS taken (name, at) USING (name)
    WHERE tries.name = taken.name
"""
GIVE_BACK_LATEST = """
    UPDATE rate_limits_tries SET hits = hits[:cardinality(hits) - 1] WHERE name = %s
"""
FORGET = "DELETE FROM rate_limits_tries WHERE name = %s"


@dataclass(frozen=True, slots=True)
class Taken:
    """One try that was counted: under which names, and when."""

    counted: tuple[tuple[str, datetime], ...]

    def give_back(self) -> None:
        """It was a success, and counts for nothing."""
        names, moments = zip(*self.counted, strict=True)
        with system_scope(), connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, [list(names), list(names), list(moments)])


def take(attempt: Attempt, *, about: str = "", network: str = "") -> Taken | None:
    """Counts one more; None beyond one of the limits.

    Kept at once, or with the transaction around it. Without a network, only what it is about.
    """
    wanted = _wanted(attempt, about, network)
    columns = [list(column) for column in zip(*wanted, strict=True)]
    with system_scope(), connection.cursor() as cursor:
        taken = Taken(tuple(cursor.execute(TAKE, columns).fetchall()))
    if len(taken.counted) == len(wanted):
        return taken
    if taken.counted:
        # Another one was there first for the rest of them.
        taken.give_back()
    return None


def give_back_latest(attempt: Attempt, *, network: str) -> None:
    """Of what only turns out later to have been a success."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(GIVE_BACK_LATEST, [_name(attempt, "network", network_of(network))])


def forget(attempt: Attempt, *, about: str) -> None:
    """Of somebody who has just proved who they are."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(FORGET, [_name(attempt, "about", about)])


def _wanted(attempt: Attempt, about: str, network: str) -> list[tuple[str, int, object]]:
    """In one order for everybody: two that try at once wait for each other, never both."""
    limit = LIMITS[attempt]
    asked: list[tuple[str, str, Rate | None]] = [
        ("network", network_of(network) if network else "", limit.network),
        ("about", about.strip().lower(), limit.about),
    ]
    return [
        (_name(attempt, kind, value), rate.most, rate.within)
        for kind, value, rate in asked
        if rate is not None and (value or kind == "about")
    ]


def _name(attempt: Attempt, kind: str, value: str) -> str:
    fingerprint = blake2s(value.strip().lower().encode(), digest_size=16).hexdigest()
    return f"{attempt} {kind} {fingerprint}"


def network_of(address: str) -> str:
    """Of IPv6 the /64: whoever has one address of it has them all."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
    return address
