"""The life of an order. It never goes back (D10)."""

from enum import StrEnum

from django.db import models
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escale.kernel.brand import product_name

# Read when it is shown: it is the issuer's.
_name_of = lazy(product_name, str)


class OrderStatus(models.TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("En attente de règlement")
    PAID = "paid", _("En cours de traitement")
    IN_PRODUCTION = "in_production", _("En cours de traitement")
    INTEGRATION = "integration", _("En cours de traitement")
    EMAILS_SENT = "emails_sent", _("En cours de traitement")
    SHIPPED = "shipped", _("En cours d’envoi")
    DELIVERED = "delivered", _("Livrée")
    CLOSED = "closed", _("Dotations toutes activées")
    # Some of its titles expired or were cancelled before anybody activated them (D10).
    ENDED = "ended", _("Terminée")
    CANCELLED = "cancelled", _("Annulée")


class OrderEvent(StrEnum):
    PAYMENT_RECORDED = "payment_recorded"
    PRODUCTION_STARTED = "production_started"
    HANDED_OVER = "handed_over"
    EMAILS_SENT = "emails_sent"
    ALL_DOTATIONS_ACTIVATED = "all_dotations_activated"
    ALL_DOTATIONS_OVER = "all_dotations_over"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


TRANSITIONS: dict[tuple[OrderStatus, OrderEvent], OrderStatus] = {
    (OrderStatus.AWAITING_PAYMENT, OrderEvent.PAYMENT_RECORDED): OrderStatus.PAID,
    (OrderStatus.AWAITING_PAYMENT, OrderEvent.CANCELLED): OrderStatus.CANCELLED,
    (OrderStatus.PAID, OrderEvent.PRODUCTION_STARTED): OrderStatus.IN_PRODUCTION,
    (OrderStatus.IN_PRODUCTION, OrderEvent.HANDED_OVER): OrderStatus.INTEGRATION,
    (OrderStatus.INTEGRATION, OrderEvent.EMAILS_SENT): OrderStatus.EMAILS_SENT,
    (OrderStatus.EMAILS_SENT, OrderEvent.ALL_DOTATIONS_ACTIVATED): OrderStatus.CLOSED,
    # Titles end whatever their order waits for.
    **{
        (status, OrderEvent.ALL_DOTATIONS_OVER): OrderStatus.ENDED
        for status in (
            OrderStatus.PAID,
            OrderStatus.IN_PRODUCTION,
            OrderStatus.INTEGRATION,
            OrderStatus.EMAILS_SENT,
        )
    },
    # Paper alone: produced, sent, delivered.
    (OrderStatus.IN_PRODUCTION, OrderEvent.SHIPPED): OrderStatus.SHIPPED,
    (OrderStatus.SHIPPED, OrderEvent.DELIVERED): OrderStatus.DELIVERED,
}

# The three lists of « Suivi de toutes mes commandes » (R4, R5, R6).
WAITING = frozenset({OrderStatus.AWAITING_PAYMENT})
IN_PROGRESS = frozenset(
    {
        OrderStatus.PAID,
        OrderStatus.IN_PRODUCTION,
        OrderStatus.INTEGRATION,
        OrderStatus.EMAILS_SENT,
        OrderStatus.SHIPPED,
    }
)
HISTORY = frozenset(
    {OrderStatus.CLOSED, OrderStatus.ENDED, OrderStatus.DELIVERED, OrderStatus.CANCELLED}
)
# What goes on by itself: nobody acts on an order between its payment and its sending.
PRODUCED_BY_JOBS = frozenset(IN_PROGRESS - {OrderStatus.EMAILS_SENT})


def next_status(status: str, event: OrderEvent) -> OrderStatus | None:
    """Where an event leads, or None where the table forbids it."""
    return TRANSITIONS.get((OrderStatus(status), event))


class ProductKind(models.TextChoices):
    """What can be ordered; each kind lives its own life once it is paid."""

    CONNECT = "connect", _name_of("connect")
    CLASSIC = "classic", _name_of("classic")


class PaymentMeans(models.TextChoices):
    CARD = "card", _("Carte bancaire")
    TRANSFER = "transfer", _("Virement")
    CHEQUE = "cheque", _("Chèque")


class LineKind(models.TextChoices):
    DOTATIONS = "dotations", format_lazy(_("Dotation {product}"), product=_name_of("connect"))
    BOOKLETS = "booklets", format_lazy(_("Chéquier {product}"), product=_name_of("classic"))
    COMMISSION = "commission", _("Commission")
