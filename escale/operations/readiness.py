"""Whether this host may be sent people, and what else an operator wants to know at a glance."""

from functools import cache

from django.db import DatabaseError

from escale.operations.queries import are_migrations_applied, figures
from escale.tenancy.scopes import system_scope

Readiness = dict[str, bool | float]


def readiness() -> Readiness:
    """`ready` is about the database and its tables. A late outbox or missing workers are told, and
    take no host away: pages go on without them."""
    try:
        with system_scope():
            migrated = _once_migrated()
            told = {(figure.name, figure.value): figure.number for figure in figures()}
    except DatabaseError:
        return {"ready": False, "database": False}
    except _Behind:
        return {"ready": False, "database": True, "migrated": False}
    return {
        "ready": True,
        "database": True,
        "migrated": migrated,
        "workers": told["escale_workers", ""],
        "outbox_oldest_seconds": round(told["escale_outbox_oldest_seconds", ""], 1),
        "mail_held": told["escale_mail_holds", "all"] > 0,
    }


class _Behind(Exception):
    """Tables that this code wants are not there yet."""


@cache
def _once_migrated() -> bool:
    """Reading all migrations takes a while, and what was applied stays: a failure is not kept."""
    if not are_migrations_applied():
        raise _Behind
    return True
