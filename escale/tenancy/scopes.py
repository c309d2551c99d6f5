"""On whose behalf the database is asked: it refuses the rows of other clients itself (D9).

A scope ends with its transaction at the latest: what comes next on the connection sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# The roles that the policies of `walls` are written for (docs/concerns/permissions.md).
CLIENT_ROLE = "escale_client"
SYSTEM_ROLE = "escale_system"

ENTER = """
    SELECT current_setting('role'), current_setting('escale.client', true),
           set_config('role', %s, true), set_config('escale.client', {client}, true)
"""
BY_ID = ENTER.format(client="%s::bigint::text")
BY_USER = ENTER.format(client="coalesce(escale_client_of(%s)::text, '')")
EVERYBODY = ENTER.format(client="%s")
LEAVE = "SELECT set_config('role', %s, true), set_config('escale.client', %s, true)"


@contextmanager
def client_scope(client_id: int) -> Iterator[None]:
    """One transaction that reads and writes the rows of this client alone."""
    with _scope(BY_ID, CLIENT_ROLE, client_id):
        yield


@contextmanager
def member_scope(user_id: int) -> Iterator[None]:
    """The same, of the client that this person belongs to; of none, nobody's rows."""
    with _scope(BY_USER, CLIENT_ROLE, user_id):
        yield


@contextmanager
def system_scope() -> Iterator[None]:
    """One transaction over all clients: staff, beneficiaries' links, gateways' reports."""
    with _scope(EVERYBODY, SYSTEM_ROLE, ""):
        yield


@contextmanager
def _scope(enter: str, role: str, whose: int | str) -> Iterator[None]:
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(enter, [role, whose])
            former_role, former_client, *_ = cursor.fetchone()
        yield
        # The end of a transaction forgets it all; a failure, what came after its savepoint.
        if is_nested:
            with connection.cursor() as cursor:
                cursor.execute(LEAVE, [former_role, former_client or ""])
