"""What changed at a client since somebody was last told, beside the figures of its board."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Count, Q

from escale.clients.models import Member
from escale.dotations.figures import Attention, attention
from escale.dotations.queries import dotations_visible_to
from escale.dotations.situations import Situation
from escale.orders.queries import order_counts, orders_visible_to
from escale.orders.states import HISTORY, OrderStatus


@dataclass(frozen=True, slots=True)
class News:
    activated: int
    accounts_created: int
    new_email_errors: int
    orders_over: int

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())


def news_since(member: Member, since: datetime, until: datetime) -> News:
    """After the one moment, up to the other: told each once, whenever one looks."""
    between = (since, until)
    errors = Situation.EMAIL_ERROR.condition()
    accounts = Situation.WITHOUT_APPLICATION.condition()
    figures = dotations_visible_to(member).aggregate(
        activated=Count("pk", filter=_within("activated_at", *between)),
        accounts_created=Count("pk", filter=accounts & _within("account_created_at", *between)),
        new_email_errors=Count("pk", filter=errors & _within("last_message__settled_at", *between)),
    )
    over = orders_visible_to(member).filter(_within("closed_at", *between), status__in=HISTORY)
    return News(**figures, orders_over=over.exclude(status=OrderStatus.CANCELLED).count())


def board_of(member: Member) -> dict[str, int]:
    """The same figures as « À traiter », from the same queries."""
    found = attention(member)
    names = {
        "email_errors": Situation.EMAIL_ERROR,
        "accounts_without_application": Situation.WITHOUT_APPLICATION,
        "never_opened": Situation.NEVER_OPENED,
        "waiting_too_long": Situation.WAITING_TOO_LONG,
    }
    figures = {name: found.get(one, Attention()).number for name, one in names.items()}
    return figures | {"orders_to_pay": order_counts(member).waiting}


def _within(field: str, since: datetime, until: datetime) -> Q:
    return Q(**{f"{field}__gt": since, f"{field}__lte": until})
