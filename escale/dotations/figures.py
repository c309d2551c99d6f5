"""What « Mes services » and an order's page count: who needs somebody, who has come how far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, Count, Min, Q, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate

from escale.clients.models import Member
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_visible_to
from escale.dotations.situations import AWAITING_ACCOUNT, Situation
from escale.dotations.states import EDITABLE, MODIFIABLE, DotationStatus
from escale.orders.states import IN_PROGRESS

# What « À traiter » tells, the most urgent first.
TO_HANDLE = (
    Situation.EMAIL_ERROR,
    Situation.WITHOUT_APPLICATION,
    Situation.NEVER_OPENED,
    Situation.WAITING_TOO_LONG,
)
# Those of the funnel: nobody will take a step for an expired or cancelled one any more.
STAGES = MODIFIABLE | {DotationStatus.ACTIVATED}


@dataclass(frozen=True, slots=True)
class Attention:
    """Dotations in one situation: how many, what they are worth in cents, since when they wait."""

    number: int = 0
    amount: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the dotations of the orders in progress have come (R46), each counted once.

    An expired or cancelled one has left it. `sent` is what the relay answered for, refused
    addresses included; a stage is what is left of the one before once its losses are taken.
    """

    orders: int = 0
    in_production: int = 0
    in_integration: int = 0
    email_errors: int = 0
    silent: int = 0
    without_application: int = 0
    activated: int = 0

    @property
    def before_first_email(self) -> int:
        return self.in_production + self.in_integration

    @property
    def without_account(self) -> int:
        return self.email_errors + self.silent

    @property
    def with_account(self) -> int:
        return self.activated + self.without_application

    @property
    def sent(self) -> int:
        return self.with_account + self.without_account

    @property
    def ordered(self) -> int:
        return self.sent + self.before_first_email


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day in France."""

    day: date
    accounts: int
    activated: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened in an order day after day, oldest first; `since` is its first e-mail's."""

    since: date | None
    days: tuple[Day, ...]


def attention(member: Member) -> Mapping[Situation, Attention]:
    """What of the client's dotations asks for somebody; what asks for nobody is left out."""
    situation = Case(
        *(When(one.condition(), then=Value(one.value)) for one in TO_HANDLE),
        output_field=CharField(),
    )
    counted = (
        dotations_visible_to(member)
        .filter(status__in=EDITABLE)
        .order_by()
        .values_list(situation)
        .annotate(number=Count("*"), amount=Sum("amount"), oldest=Min("invited_at"))
    )
    found = {Situation(one): Attention(*figures) for one, *figures in counted if one}
    return _apart(member, Situation.UNSENT) | _apart(member, Situation.EXPIRING) | found


def _apart(member: Member, situation: Situation) -> dict[Situation, Attention]:
    """Of one that may overlap the others; left out at zero."""
    rows = dotations_visible_to(member).filter(situation.condition())
    figures = rows.aggregate(
        number=Count("*"), amount=Sum("amount", default=0), oldest=Min("invited_at")
    )
    return {situation: Attention(**figures)} if figures["number"] else {}


def funnel(member: Member) -> Funnel:
    """One query, a row for each order in progress."""
    counted = (
        dotations_visible_to(member)
        .filter(order__status__in=IN_PROGRESS, status__in=STAGES)
        .order_by()
        .values_list("order_id")
        .annotate(
            in_production=Count("status", filter=Q(status=DotationStatus.PRODUCTION)),
            in_integration=Count("status", filter=Q(status=DotationStatus.INTEGRATION)),
            email_errors=Count("status", filter=Situation.EMAIL_ERROR.condition()),
            silent=Count("status", filter=AWAITING_ACCOUNT),
            without_application=Count("status", filter=Situation.WITHOUT_APPLICATION.condition()),
            activated=Count("status", filter=Q(status=DotationStatus.ACTIVATED)),
        )
    )
    by_order = list(counted)
    return Funnel(len(by_order), *map(sum, list(zip(*by_order, strict=True))[1:]))


def activity(rows: DotationQuerySet) -> Activity:
    """Days on which nothing happened are left out. One query, a row for each pair of days."""
    account = TruncDate(Coalesce("account_created_at", "activated_at"))
    counted = (
        rows.filter(Q(invited_at__isnull=False) | Q(activated_at__isnull=False))
        .order_by()
        .values_list(account, TruncDate("activated_at"))
        .annotate(number=Count("*"), first=Min(TruncDate("invited_at")))
    )
    accounts, activated, starts = Counter[date](), Counter[date](), set[date]()
    for account_day, activated_day, number, first in counted:
        accounts[account_day] += number
        activated[activated_day] += number
        starts |= {first, account_day, activated_day}
    days = sorted((accounts | activated).keys() - {None})
    return Activity(
        min(starts - {None}, default=None),
        tuple(Day(day, accounts[day], activated[day]) for day in days),
    )
