"""On whose behalf the database is asked: it refuses the rows of other clients itself (D9).

A page's scope ends with its transaction at the latest: what comes next on the connection sees
nothing. A job's lasts as long as the job, which commits as it goes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model

# The roles that policies are written for, by their names (docs/concerns/permissions.md).
CLIENT_ROLE = "escale_client"
SYSTEM_ROLE = "escale_system"
# Before any door: what signing in needs, and nobody's rows.
VISITOR_ROLE = "escale_visitor"
ROLES = (VISITOR_ROLE, CLIENT_ROLE, SYSTEM_ROLE)

ENTER = """
    SELECT current_setting('role'), current_setting('escale.client', true),
           set_config('role', %s, {local}), set_config('escale.client', {client}, {local})
"""
BY_ID = ENTER.format(client="%s::bigint::text", local="true")
BY_USER = ENTER.format(client="coalesce(escale_client_of(%s)::text, '')", local="true")
EVERYBODY = ENTER.format(client="%s", local="true")
BY_ROW = ENTER.format(
    client="coalesce((SELECT client_id::text FROM {table} WHERE id = %s), '')", local="false"
)
LEAVE = "SELECT set_config('role', %s, true), set_config('escale.client', %s, true)"
LEAVE_JOB = LEAVE.replace("true", "false")


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
def job_scope(model: type[Model], row_id: int) -> Iterator[None]:
    """A job that works on this row, as the client it belongs to; without such a row, as nobody."""
    with connection.cursor() as cursor:
        cursor.execute(BY_ROW.format(table=model._meta.db_table), [CLIENT_ROLE, row_id])
        former_role, former_client, *_ = cursor.fetchone()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(LEAVE_JOB, [former_role, former_client or ""])


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
