from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

TABLE = OutgoingMessage._meta.db_table


def claim_messages(*, count: int) -> list[OutgoingMessage]:
    """Leases the longest due messages to the caller, who alone may send them for a while.

    Committed before anything is sent; workers that claim at the same time get other messages.
    """
    lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    with transaction.atomic(durable=True):
        wanted, values = _due(count)
        claimed = OutgoingMessage.objects.raw(
            f"""
            UPDATE {TABLE} SET state = %s, attempts = attempts + 1, next_attempt_at = NULL,
                lease_token = %s, lease_until = statement_timestamp() + %s
            WHERE id IN ({wanted}) RETURNING *
            """,  # noqa: S608  # our own table, and a query of Django's
            [
                MessageState.SENDING,
                uuid4(),
                timedelta(seconds=settings.MAIL_LEASE_SECONDS),
                *values,
            ],
        )
        return sorted(claimed, key=lambda message: message.pk)


def _due(count: int) -> tuple[str, tuple[Any, ...]]:
    """The statement that finds and locks them, and its values."""
    due = OutgoingMessage.objects.due().order_by("next_attempt_at", "pk")
    locked = due.select_for_update(skip_locked=True, no_key=True)
    statement, values = locked.values("pk")[:count].query.sql_with_params()
    return statement, values
