from escale.orders.models.cancellation import Cancellation
from escale.orders.models.card import CardPayment, CardSettlement
from escale.orders.models.issuer import ExpiryPause, IssuerSettings, Product
from escale.orders.models.order import Booklet, Order, OrderLine, OrderQuerySet

__all__ = [
    "Booklet",
    "Cancellation",
    "CardPayment",
    "CardSettlement",
    "ExpiryPause",
    "IssuerSettings",
    "Order",
    "OrderLine",
    "OrderQuerySet",
    "Product",
]
