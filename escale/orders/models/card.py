from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy
from payments.models import BasePayment

from escale.orders.models.order import Order


class CardPayment(BasePayment):  # type: ignore[misc]  # the library is not typed
    """One attempt to pay an order by card; several may be begun, one pays.

    `total` is euros, as the library wants it. The library saves its rows whole, from whatever copy
    it holds: what we know of a payment ourselves is in its `settlement`.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    total = models.DecimalField(max_digits=14, decimal_places=2)
    captured_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))

    class Meta:
        verbose_name = gettext_lazy("paiement par carte")
        verbose_name_plural = gettext_lazy("paiements par carte")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token"], name="card_payment_token_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.total}"

    def get_success_url(self) -> str:
        return f"{settings.SITE_URL}/commandes/{self.order_id}/reglement/retour/"

    def get_failure_url(self) -> str:
        return f"{settings.SITE_URL}/commandes/{self.order_id}/reglement/?carte=non"


class CardSettlement(models.Model):
    """A card was charged: its money paid the order, or has to be given back."""

    payment = models.OneToOneField(CardPayment, on_delete=models.PROTECT, related_name="settlement")
    to_refund = models.BooleanField(gettext_lazy("à rembourser"))
    refunded_at = models.DateTimeField(gettext_lazy("remboursée le"), null=True)
    settled_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = gettext_lazy("règlement par carte")
        verbose_name_plural = gettext_lazy("règlements par carte")

    def __str__(self) -> str:
        return str(self.payment)

    @property
    def order(self) -> Order:
        paid: Order = self.payment.order
        return paid
