from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

from escale.orders.models.order import Order


class Cancellation(models.Model):
    """Titles of a paid order that the issuer cancelled, and what it gives back for them (D10).

    `face_value` and `commission` are cents, whole once `ended_at` is set. The order's own lines and
    totals never change.
    """

    order = models.ForeignKey(
        Order,
        on_delete=models.PROTECT,
        related_name="cancellations",
        verbose_name=gettext_lazy("commande"),
    )
    # The one dotation that it is about; None: all that was open. A number: the row stays when its
    # people are forgotten.
    only_dotation = models.BigIntegerField(gettext_lazy("dotation"), null=True)
    reason = models.CharField(gettext_lazy("motif"), max_length=200)
    # The issuer's terms when it was asked for.
    gives_commission_back = models.BooleanField(default=True)
    asked_by = models.CharField(gettext_lazy("demandée par"), max_length=200)
    asked_at = models.DateTimeField(gettext_lazy("demandée le"), db_default=Now())
    dotations = models.PositiveIntegerField(gettext_lazy("dotations"), default=0)
    face_value = models.BigIntegerField(default=0)
    commission = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    # Staff give it back, by the means that had paid, then say so.
    to_refund = models.BooleanField(gettext_lazy("à rembourser"), default=False)
    refunded_at = models.DateTimeField(gettext_lazy("remboursée le"), null=True)

    class Meta:
        verbose_name = gettext_lazy("annulation de dotations")
        verbose_name_plural = gettext_lazy("annulations de dotations")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            # One after the other: what each gives back follows from those before.
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(ended_at=None),
                name="cancellation_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.pk}"

    @property
    def given_back(self) -> int:
        """Cents."""
        return self.face_value + self.commission
