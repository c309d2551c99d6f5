"""The dotations that a file names, as they stand: read at once, whatever their number."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from escale.dotations.models import Dotation
from escale.dotations.stuck import is_stuck
from escale.kernel.many import numbers

FIELDS = (
    "id", "order_id", "matricule", "last_name", "first_name", "email", "phone", "amount", "status",
    "account_created_at", "revision", "last_message_id", "last_message__state",
    "last_message__next_attempt_at",
)  # fmt: skip


class Present(NamedTuple):
    id: int
    order_id: int
    matricule: str
    last_name: str
    first_name: str
    email: str
    phone: str
    amount: int
    status: str
    account_created_at: datetime | None
    revision: int
    last_message_id: int | None
    message_state: str | None
    message_next_attempt_at: datetime | None = None

    @property
    def about(self) -> str:
        return f"dotation:{self.id}"

    @property
    def has_account(self) -> bool:
        return self.account_created_at is not None

    @property
    def first_mail_is_stuck(self) -> bool:
        return is_stuck(self.message_state, self.message_next_attempt_at)


def present_dotations(client_id: int, ids: Collection[int]) -> dict[int, Present]:
    """Those of the client; another's is not there, like one that does not exist (D9)."""
    rows = Dotation.objects.filter(client_id=client_id, pk__in=numbers(ids)).order_by()
    return {values[0]: Present(*values) for values in rows.values_list(*FIELDS)}
