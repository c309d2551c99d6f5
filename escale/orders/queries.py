import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear, Now
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from escale.clients.models import Client, Member
from escale.kernel import clock
from escale.kernel.text import fold
from escale.orders.errors import OrderStatusRefused, PaymentMeansNotOffered
from escale.orders.models import (
    Booklet,
    Cancellation,
    CardPayment,
    CardSettlement,
    ExpiryPause,
    IssuerSettings,
    Order,
    OrderQuerySet,
)
from escale.orders.reference import order_number_in
from escale.orders.states import (
    HISTORY,
    IN_PROGRESS,
    PRODUCED_BY_JOBS,
    WAITING,
    OrderEvent,
    PaymentMeans,
    ProductKind,
    next_status,
)


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """How many orders stand in each list, and what they come to, in cents."""

    waiting: int
    in_progress: int
    history: int
    amount_to_pay: int
    amount_in_progress: int
    amount_in_history: int


def orders_visible_to(member: Member) -> OrderQuerySet:
    """The orders of the member's client, newest first."""
    return Order.objects.visible_to(member).order_by("-placed_on", "-number")


def order_of_client(client: Client, number: int) -> Order | None:
    return Order.objects.filter(client=client, pk=number).first()


def order_counts(member: Member) -> OrderCounts:
    return counts_of(orders_visible_to(member))


def counts_of(orders: OrderQuerySet) -> OrderCounts:
    figures = orders.order_by().aggregate(
        waiting=Count("pk", filter=Q(status__in=WAITING)),
        in_progress=Count("pk", filter=Q(status__in=IN_PROGRESS)),
        history=Count("pk", filter=Q(status__in=HISTORY)),
        amount_to_pay=Sum("total", filter=Q(status__in=WAITING), default=0),
        amount_in_progress=Sum("total", filter=Q(status__in=IN_PROGRESS), default=0),
        amount_in_history=Sum("total", filter=Q(status__in=HISTORY), default=0),
    )
    return OrderCounts(**figures)


def years_and_products(member: Member) -> list[tuple[int, str]]:
    """Of the client's orders, each pair once: what its lists can be filtered by."""
    pairs = Order.objects.visible_to(member).values_list(ExtractYear("placed_on"), "product")
    return list(pairs.order_by().distinct())


def standing_orders(client: Client) -> list[int]:
    """Numbers of the client's dematerialised orders that were loaded in the midst of production."""
    standing = Order.objects.filter(
        client=client,
        product=ProductKind.CONNECT,
        status__in=PRODUCED_BY_JOBS,
        next_step_at=None,
    )
    return list(standing.order_by("number").values_list("number", flat=True))


def paid_order(number: int) -> Order:
    """With its client and lines. Raises Order.DoesNotExist for one that is not paid."""
    paid = Order.objects.filter(paid_at__isnull=False).select_related("client")
    return paid.prefetch_related("lines").get(pk=number)


def lock_order(number: int) -> Order:
    """The row, held until the end of the transaction (docs/concerns/states.md: in which order)."""
    return Order.objects.select_for_update(of=("self",)).get(pk=number)


def lock_payable_order(number: int) -> Order:
    """The row, held alike. Raises OrderStatusRefused where it waits for no payment."""
    order = lock_order(number)
    if next_status(order.status, OrderEvent.PAYMENT_RECORDED) is None:
        raise OrderStatusRefused(
            _("La commande %(number)s n’attend pas de règlement.") % {"number": number}
        )
    return order


def lock_due_order(number: int) -> Order | None:
    """The order, held, if its next step is due and no other worker is taking it."""
    return _due().select_for_update(of=("self",), skip_locked=True).filter(pk=number).first()


def due_orders() -> list[int]:
    """Numbers of the orders whose next step is due, the longest waiting first."""
    return list(_due().order_by("next_step_at").values_list("number", flat=True))


def _due() -> OrderQuerySet:
    return Order.objects.filter(next_step_at__lte=Now())


def unpaid_for(days: int) -> OrderQuerySet:
    """Of all clients: those that wait for their payment since so many days in France, or more."""
    day = clock.today() - timedelta(days=days - 1)
    midnight = make_aware(datetime.combine(day, time()))
    return Order.objects.waiting().filter(created_at__lt=midnight).order_by("pk")


def orders_over() -> OrderQuerySet:
    """Of all clients: those in progress whose titles are valid no more (D10)."""
    connect = Order.objects.in_progress().filter(product=ProductKind.CONNECT)
    return connect.filter(valid_until__lt=clock.today())


def expiry_pause_until() -> datetime | None:
    """Until when nothing expires; None where titles expire as they should."""
    return ExpiryPause.objects.filter(until__gt=clock.now()).values_list("until", flat=True).first()


def issuer_settings() -> IssuerSettings:
    """The issuer's terms; the usual ones until staff save theirs."""
    return IssuerSettings.objects.filter(pk=1).first() or IssuerSettings(pk=1)


def offered_means() -> list[PaymentMeans]:
    """How an order may be paid today, as the issuer's terms and the machine's settings say.

    Never nothing: where the only means left is a card that no provider takes, a transfer.
    """
    terms = issuer_settings()
    is_offered = {
        PaymentMeans.CARD: terms.offers_card and takes_cards(),
        PaymentMeans.TRANSFER: terms.offers_transfer,
        PaymentMeans.CHEQUE: terms.offers_cheque,
    }
    return [means for means, offered in is_offered.items() if offered] or [PaymentMeans.TRANSFER]


def means_of(order: Order) -> list[PaymentMeans]:
    """How this order may be paid: what it has chosen stays valid once it is offered no more."""
    chosen = PaymentMeans(order.payment_means)
    is_lost = chosen == PaymentMeans.CARD and not takes_cards()
    kept = {*offered_means()} | (set() if is_lost else {chosen})
    return [means for means in PaymentMeans if means in kept]


def takes_cards() -> bool:
    """Whether this machine has a provider of card payments."""
    return bool(settings.PAYMENT_VARIANTS)


def check_is_offered(means: PaymentMeans, order: Order | None = None) -> None:
    """Raises PaymentMeansNotOffered; an order keeps the one that it has."""
    if means not in (means_of(order) if order else offered_means()):
        raise PaymentMeansNotOffered(
            _("%(means)s\u00a0: ce moyen de règlement n’est pas proposé. Choisissez-en un autre.")
            % {"means": means.label}
        )


def has_issuer_settings() -> bool:
    """Whether staff have saved terms of their own."""
    return IssuerSettings.objects.exists()


def card_payment_of(order: Order, token: str) -> CardPayment | None:
    """An attempt to pay this very order."""
    payment: CardPayment | None = CardPayment.objects.filter(order=order, token=token).first()
    return payment


def is_settled(payment: CardPayment) -> bool:
    """Whether its money has been taken into account."""
    return CardSettlement.objects.filter(payment=payment).exists()


def orders_to_pay(text: str = "") -> OrderQuerySet:
    """All clients' orders that wait for their payment, the oldest first.

    `text` is what a bank's statement says: a reference, a number, a client's name or its own
    reference, or an amount.
    """
    orders = Order.objects.waiting().select_related("client").order_by("placed_on", "number")
    if not text.strip():
        return orders
    referred = order_number_in(text)
    if referred is not None:
        return orders.filter(pk=referred)
    found = Q(client__name__icontains=text.strip()) | Q(client__code=text.strip())
    found |= Q(reference_search__contains=fold(text).strip())
    amount = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")
    if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", amount):
        found |= Q(total=int(Decimal(amount) * 100)) | Q(pk=int(Decimal(amount)))
    return orders.filter(found)


def to_refund_count() -> int:
    """Card payments whose money has to be given back."""
    return CardSettlement.objects.filter(to_refund=True, refunded_at=None).count()


def cancellations_to_refund_count() -> int:
    """Cancellations whose part of the payment has to be given back."""
    return Cancellation.objects.filter(to_refund=True, refunded_at=None).count()


def cancellations_of(order: Order) -> QuerySet[Cancellation]:
    """Those whose figures are whole, the oldest first."""
    return order.cancellations.filter(ended_at__isnull=False, dotations__gt=0)


def booklets_to_forget() -> QuerySet[Booklet]:
    """Of orders that ended CONTACT_DAYS ago, and still naming somebody."""
    return Booklet.objects.filter(order__closed_at__lt=end_of_contacts()).exclude(first_name="")


def end_of_contacts() -> datetime:
    """Of orders that ended before, nobody is named any more."""
    return clock.now() - timedelta(days=settings.CONTACT_DAYS)
