from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from escale.kernel.many import numbers
from escale.mailing.models import MessageQuerySet, OutgoingMessage
from escale.mailing.pace import ids_within_pace, limits
from escale.mailing.states import MessageState

TABLE = OutgoingMessage._meta.db_table


def claim_messages(*, count: int) -> list[OutgoingMessage]:
    """Leases the longest due messages to the caller, who alone may send them for a while.

    Committed before anything is sent; workers that claim at the same time get other messages, and
    all of them together keep to the pace.
    """
    with transaction.atomic(durable=True):
        due = OutgoingMessage.objects.due().order_by("next_attempt_at", "pk")
        due = due.select_for_update(skip_locked=True, no_key=True)
        if limits():
            paced = OutgoingMessage.objects.filter(pk__in=numbers(ids_within_pace(due, count)))
            return _leased(paced)
        return _leased(due[:count])


def _leased(wanted: MessageQuerySet) -> list[OutgoingMessage]:
    """Found, locked and leased by one statement.

    As an array: a sub-select may be run again for each row, and would find more than its limit.
    """
    statement, values = wanted.values("pk").query.sql_with_params()
    lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    claimed = OutgoingMessage.objects.raw(
        f"""
        UPDATE {TABLE} SET state = %s, attempts = attempts + 1, next_attempt_at = NULL,
            lease_token = %s, lease_until = statement_timestamp() + %s
        WHERE id = ANY(ARRAY({statement})) RETURNING *
        """,  # noqa: S608  # our own table, and a query of Django's
        [MessageState.SENDING, uuid4(), lease, *values],
    )
    return sorted(claimed, key=lambda message: message.pk)
