from typing import ClassVar

from django.db import models
from django.db.models.functions import Length, Lower
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Client, Member
from escale.dotations.states import (
    BEFORE_FIRST_EMAIL,
    CLOSED,
    MODIFIABLE,
    OPEN,
    DotationStatus,
    PhoneTrouble,
)
from escale.dotations.stuck import is_stuck
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order


class DotationQuerySet(models.QuerySet["Dotation"]):
    def visible_to(self, member: Member) -> "DotationQuerySet":
        """The only door to dotations from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)

    def modifiable(self) -> "DotationQuerySet":
        return self.filter(status__in=MODIFIABLE)

    def open(self) -> "DotationQuerySet":
        """Those that keep their order out of the history (R6)."""
        return self.filter(status__in=OPEN)

    def before_first_email(self) -> "DotationQuerySet":
        return self.filter(status__in=BEFORE_FIRST_EMAIL)

    def by_matricule(self) -> "DotationQuerySet":
        """1, 2, 10 rather than 1, 10, 2; equal to the guide's 001, 002, 010 (R40)."""
        return self.order_by(Length("matricule"), "matricule", "id")


class Dotation(models.Model):
    """An amount for one employee in one order, and where to reach them.

    `id` is the « Identifiant dotation » of the exports. `phone` is E.164, `amount` cents.
    """

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # The real foreign key is (order, client): no dotation can belong to another client (migration).
    order = models.ForeignKey(
        Order,
        on_delete=models.PROTECT,
        related_name="dotations",
        db_constraint=False,
        db_index=False,
    )
    matricule = models.CharField(max_length=50)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    email = models.CharField(max_length=254)
    phone = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=DotationStatus.choices)
    # First activation mail accepted by the relay: « en attente » counts from here.
    invited_at = models.DateTimeField(null=True)
    # First time that a link of the present generation was shown to somebody; no status says so.
    opened_at = models.DateTimeField(null=True)
    account_created_at = models.DateTimeField(null=True)
    # Second of the beneficiary's three steps (R46).
    password_chosen_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    # When it expired or was cancelled.
    ended_at = models.DateTimeField(null=True)
    phone_trouble = models.CharField(
        max_length=20, choices=PhoneTrouble.choices, blank=True, db_default=""
    )
    # Grows with each correction and resend: a form shown before is recognised as stale.
    revision = models.PositiveIntegerField(default=0, db_default=0)
    # Grows with each change of address: links of earlier generations are dead (D1).
    link_generation = models.PositiveIntegerField(default=0, db_default=0)
    # The newest mail to the current address: only its fate may change the status (R30, R31).
    # As that of the order: (last_message, client).
    last_message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    # Written with the contact data by dotations.search.search_text.
    search = models.TextField()

    objects = DotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("dotation")
        verbose_name_plural = _("dotations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "matricule"], name="dotation_matricule_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="dotation_has_amount"),
            models.CheckConstraint(
                condition=models.Q(status__in=DotationStatus.values), name="dotation_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=DotationStatus.ACTIVATED)
                | models.Q(activated_at__isnull=False),
                name="dotation_activated_has_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["client", "id"], include=["search", "status"], name="dotation_found"
            ),
            models.Index(
                "order",
                Length("matricule"),
                "matricule",
                "id",
                name="dotation_by_matricule",
            ),
            # By address, whoever the client is: links asked for again, accounts recognised.
            models.Index(
                Lower("email"),
                name="dotation_open_address",
                condition=models.Q(status__in=sorted(OPEN)),
            ),
            # What is left to do in an order, however large: produce, invite, activate.
            models.Index(
                fields=["order", "status", "last_message"],
                name="dotation_open",
                condition=models.Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["client", "status", "account_created_at"],
                name="dotation_to_handle",
                condition=models.Q(
                    status__in=[DotationStatus.AWAITING_ACTIVATION, DotationStatus.EMAIL_ERROR]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.first_name} {self.last_name}"

    @property
    def about(self) -> str:
        """How messages and the journal name this dotation."""
        return f"dotation:{self.pk}"

    @property
    def has_account(self) -> bool:
        return self.account_created_at is not None

    @property
    def first_mail_is_stuck(self) -> bool:
        message = self.last_message
        return message is not None and is_stuck(message.state, message.next_attempt_at)

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED
