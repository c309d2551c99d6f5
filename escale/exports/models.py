from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from escale.clients.models import Client, Member
from escale.exports.states import ExportKind, ExportStatus
from escale.files.fields import StoredFileField
from escale.orders.models import Order

# Where the storage of files keeps the workbooks that wait to be fetched.
FOLDER = "exports"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, member: Member) -> "ExportQuerySet":
        """The only door to exports from a page: one's own, in one's client (D9)."""
        return self.filter(client_id=member.client_id, user_id=member.user_id)


class Export(models.Model):
    """A workbook too large to be written while somebody waits."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    # Not a foreign key to the member: who visits a client for the issuer is none.
    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=ExportKind.choices)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", null=True)
    # What was searched: the form's fields, and the situation behind a figure.
    criteria = models.JSONField(default=dict)
    situation = models.CharField(max_length=30, blank=True)

    status = models.CharField(
        max_length=10, choices=ExportStatus.choices, default=ExportStatus.PREPARING
    )
    file_name = models.CharField(max_length=200)
    file = StoredFileField(upload_to=FOLDER, blank=True)
    rows_expected = models.PositiveIntegerField()
    rows_written = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    # The job's last sign of life: nobody waits for one that will never come.
    alive_at = models.DateTimeField(db_default=Now())

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=ExportStatus.values), name="export_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ExportKind.values), name="export_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ExportStatus.READY) | ~models.Q(file=""),
                name="export_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.status})"

    @property
    def is_preparing(self) -> bool:
        return self.status == ExportStatus.PREPARING
