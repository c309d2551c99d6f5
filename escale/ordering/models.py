from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Greatest, Now

from escale.clients.models import Client, Member
from escale.dotations.states import DotationStatus
from escale.exchange.judging import Severity
from escale.files.fields import StoredFileField
from escale.kernel.phones import format_phone
from escale.ordering.states import DraftStatus
from escale.orders.fields import KindField
from escale.orders.models import Order
from escale.orders.models.order import REFERENCE_LENGTH
from escale.orders.states import ProductKind


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, member: Member) -> "DraftQuerySet":
        """The only door to drafts from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)


class Draft(models.Model):
    """An order being prepared: kept until it is placed, discarded or forgotten."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="drafts")
    product = KindField(max_length=20, choices=ProductKind.choices)
    status = models.CharField(
        max_length=20, choices=DraftStatus.choices, default=DraftStatus.EDITING
    )
    opened_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    # What is being read while CHECKING: a file that was sent, or a past order.
    upload = StoredFileField(upload_to="orders", blank=True)
    upload_name = models.CharField(max_length=200, blank=True)
    copied_order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+")
    # Whether the lines that come replace those already there, or join them.
    replaces_lines = models.BooleanField(default=True)
    rows_expected = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    blank_rows = models.PositiveIntegerField(default=0)
    # Why the last file as a whole was refused; a sentence for the page.
    refusal = models.TextField(blank=True)

    # What a person could say of a refused file, which is kept until then (exchange/questions.py),
    # and what was said of it.
    question = models.JSONField(default=dict, db_default={})
    answers = models.JSONField(default=dict, db_default={})
    # Sentences on how the last file was read: what of it is not.
    notes = models.JSONField(default=list, db_default=[])

    # « Votre référence » of the order to come; typed at the last step, kept before it is placed.
    client_reference = models.CharField(
        max_length=REFERENCE_LENGTH, blank=True, default="", db_default=""
    )

    order = models.OneToOneField(Order, on_delete=models.CASCADE, null=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=DraftStatus.values), name="draft_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=DraftStatus.PLACED, order__isnull=False)
                | ~models.Q(status=DraftStatus.PLACED) & models.Q(order__isnull=True),
                name="draft_placed_has_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-updated_at"], name="draft_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.pk}"

    @property
    def about(self) -> str:
        return f"draft:{self.pk}"

    @property
    def is_paper(self) -> bool:
        return self.product == ProductKind.CLASSIC

    @property
    def is_waiting(self) -> bool:
        """Whether a job is at work on it: nothing may be changed meanwhile."""
        return self.status in (DraftStatus.CHECKING, DraftStatus.PLACING)


class DraftLine(models.Model):
    """One beneficiary of a draft. A refused cell holds what was typed, so that nothing is lost.

    `phone` is E.164 and `amount` cents where they are good. `remarks` are about the line's own
    cells; `clashes`, by kind, about what it shares with other lines.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="lines", db_index=False)
    # The row number that the sheet shows; the next free one for a line typed on screen.
    row = models.PositiveIntegerField()
    matricule = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    email = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True)
    typed_amount = models.TextField(blank=True)
    # Only in an order taken over from a former portal.
    status = models.CharField(max_length=20, choices=DotationStatus.choices, blank=True)
    remarks = models.JSONField(default=list)
    own_severity = models.PositiveSmallIntegerField(default=Severity.FIT)
    clashes = models.JSONField(default=dict, db_default={})
    clash_severity = models.PositiveSmallIntegerField(default=Severity.FIT, db_default=Severity.FIT)
    severity = models.GeneratedField(
        expression=Greatest("own_severity", "clash_severity"),
        output_field=models.PositiveSmallIntegerField(choices=Severity.choices),
        db_persist=True,
    )
    # The folded name, by which two lines are one person.
    person = models.TextField(blank=True)
    # The dotation's search text, made here so that ordering is one statement.
    search = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            # One alone: a draft is written far more often than one of its lines is looked for.
            models.Index(fields=["draft", "id"], name="line_of_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.row}"

    @property
    def cells(self) -> dict[str, str]:
        """What a person typed, or would type to say the same, by column."""
        return {
            "matricule": self.matricule,
            "last_name": self.last_name,
            "first_name": self.first_name,
            "email": self.email,
            # A number that is refused is shown as it was typed.
            "phone": self.phone if "phone" in self.refused_columns else format_phone(self.phone),
            "amount": self.shown_amount,
        }

    @property
    def refused_columns(self) -> set[str]:
        """Of the line's own cells, whatever it shares with others."""
        if self.own_severity < Severity.REFUSED:
            return set()
        refused = int(Severity.REFUSED)
        return {said["column"] for said in self.remarks if said["severity"] == refused}

    @property
    def shown_amount(self) -> str:
        return self.typed_amount if self.amount is None else str(self.amount // 100)

    @property
    def suggestion(self) -> str:
        """The address that was probably meant; empty where none is."""
        return next((said["suggestion"] for said in self.remarks if said["suggestion"]), "")

    @property
    def all_remarks(self) -> list[dict[str, Any]]:
        return [*self.remarks, *self.clashes.values()]
