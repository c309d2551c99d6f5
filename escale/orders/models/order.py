from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast, ExtractYear, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.clients.models import Client, Member
from escale.kernel import clock
from escale.orders.fields import KindField
from escale.orders.states import (
    HISTORY,
    IN_PROGRESS,
    WAITING,
    LineKind,
    OrderStatus,
    PaymentMeans,
    ProductKind,
)

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


REFERENCE_LENGTH = 40


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, member: Member) -> "OrderQuerySet":
        """The only door to orders from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)

    def waiting(self) -> "OrderQuerySet":
        return self.filter(status__in=WAITING)

    def in_progress(self) -> "OrderQuerySet":
        return self.filter(status__in=IN_PROGRESS)

    def history(self) -> "OrderQuerySet":
        return self.filter(status__in=HISTORY)


class Order(models.Model):
    """What a client ordered and owes. Amounts are cents; `total` = `face_value` + `commission`."""

    number = models.BigAutoField(gettext_lazy("numéro"), primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="orders")
    product = KindField(
        gettext_lazy("produit"),
        max_length=20,
        choices=ProductKind.choices,
        default=ProductKind.CONNECT,
        db_default=ProductKind.CONNECT,
    )
    placed_on = models.DateField(gettext_lazy("date"))
    # 31 December of the year of issue + 2 (D5); the database computes it.
    valid_until = models.GeneratedField(
        verbose_name=gettext_lazy("valable jusqu’au"),
        expression=Func(
            Cast(ExtractYear("placed_on") + 2, models.IntegerField()), 12, 31, function="make_date"
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    placed_by = models.CharField(gettext_lazy("passée par"), max_length=150)
    # « Votre référence »: the client's own name for it, such as the number of its purchase order.
    client_reference = models.CharField(
        gettext_lazy("référence du client"),
        max_length=REFERENCE_LENGTH,
        blank=True,
        default="",
        db_default="",
    )
    # The same folded, which is searched.
    reference_search = models.TextField(blank=True, default="", db_default="", editable=False)
    payment_means = models.CharField(
        gettext_lazy("moyen de règlement"), max_length=20, choices=PaymentMeans.choices
    )
    status = models.CharField(
        gettext_lazy("statut"),
        max_length=20,
        choices=OrderStatus.choices,
        default=OrderStatus.AWAITING_PAYMENT,
    )
    face_value = models.BigIntegerField()
    commission = models.BigIntegerField()
    total = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())
    # Of those that say when an order without its payment is cancelled, how many have left.
    payment_notices = models.PositiveSmallIntegerField(default=0, db_default=0)
    paid_at = models.DateTimeField(gettext_lazy("réglée le"), null=True)
    # When it left production: handed over, or shipped.
    produced_at = models.DateTimeField(gettext_lazy("produite le"), null=True)
    # When the next step of its production is due; None where nothing happens by itself.
    next_step_at = models.DateTimeField(null=True)
    # When it entered the history: nothing open is left, delivered or cancelled.
    closed_at = models.DateTimeField(gettext_lazy("terminée le"), null=True)

    lines: "RelatedManager[OrderLine]"

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("commande")
        verbose_name_plural = gettext_lazy("commandes")
        indexes: ClassVar = [
            models.Index(fields=["client", "status", "-placed_on", "-number"], name="order_lists"),
            models.Index(
                fields=["next_step_at"],
                condition=models.Q(next_step_at__isnull=False),
                name="order_due",
            ),
            models.Index(
                fields=["valid_until"],
                condition=models.Q(status__in=sorted(IN_PROGRESS)),
                name="order_validity",
            ),
        ]
        constraints: ClassVar = [
            # What dotations refer to, so that none can belong to another client than its order.
            models.UniqueConstraint(fields=["number", "client"], name="order_number_client"),
            models.CheckConstraint(
                condition=models.Q(total=models.F("face_value") + models.F("commission")),
                name="order_total_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=OrderStatus.values), name="order_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[OrderStatus.AWAITING_PAYMENT, OrderStatus.CANCELLED])
                | models.Q(paid_at__isnull=False),
                name="order_paid_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(product__in=ProductKind.values), name="order_product_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=sorted(HISTORY), closed_at__isnull=False)
                | ~models.Q(status__in=sorted(HISTORY)) & models.Q(closed_at__isnull=True),
                name="order_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def is_paper(self) -> bool:
        return self.product == ProductKind.CLASSIC

    @property
    def about(self) -> str:
        """How messages and the journal name this order."""
        return f"order:{self.number}"

    @property
    def status_label(self) -> str:
        """The status as the lists show it (R7); a transfer or a cheque is waited for (R4)."""
        if self.status == OrderStatus.AWAITING_PAYMENT and self.payment_means != PaymentMeans.CARD:
            return _("En attente de réception du règlement")
        return str(OrderStatus(self.status).label)

    @property
    def exchange_until(self) -> date:
        """Activated titles may still be exchanged until then (D5)."""
        return date(self.valid_until.year + 1, 3, 31)

    @property
    def is_exchangeable(self) -> bool:
        return clock.today() <= self.exchange_until

    @property
    def is_over(self) -> bool:
        """Its titles are valid no more, whether or not they are marked yet (D10)."""
        last: date = self.valid_until
        return last < clock.today()


class OrderLine(models.Model):
    """One line of the order's detail (R9). `unit_price` is None where prices differ (« - »)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    kind = KindField(max_length=20, choices=LineKind.choices)
    quantity = models.PositiveIntegerField()
    unit_price = models.BigIntegerField(null=True)
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = gettext_lazy("article")
        verbose_name_plural = gettext_lazy("articles")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "kind"], name="order_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"


class Booklet(models.Model):
    """Paper vouchers of one employee in an order of « Classic »; `amount` is cents."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="booklets")
    matricule = models.CharField(max_length=50)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    amount = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "matricule"], name="booklet_matricule_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="booklet_has_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.first_name} {self.last_name}"
