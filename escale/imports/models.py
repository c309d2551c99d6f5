from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from escale.clients.models import Client, Member
from escale.files.fields import StoredFileField
from escale.imports.states import BUSY, DONE, ImportStatus, Verdict
from escale.kernel import clock
from escale.orders.models import Order

# Where the storage of files keeps those that are still to be read.
UPLOADS = "imports"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, member: Member) -> "ImportQuerySet":
        """The only door to imports from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)


class Import(models.Model):
    """One file of corrections sent for one order: its preview, then what came of it."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="imports")
    status = models.CharField(
        max_length=10, choices=ImportStatus.choices, default=ImportStatus.CHECKING
    )
    author = models.CharField(max_length=200)
    # Not a foreign key: the list of imports outlives the account it names.
    user_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=200)
    upload = StoredFileField(upload_to=UPLOADS, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    # Since when a job is awaited: nobody waits for one that will never come.
    busy_since = models.DateTimeField(null=True)

    rows_expected = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    blank_rows = models.PositiveIntegerField(default=0)
    # Why the file as a whole was refused, or why applying failed; a sentence for the page.
    refusal = models.TextField(blank=True)
    # What a person could say of a refused file, which is kept until then (exchange/questions.py),
    # and what was said of it.
    question = models.JSONField(default=dict, db_default={})
    answers = models.JSONField(default=dict, db_default={})
    # The order that a refused file belongs to, when it is one of the same client.
    meant_order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+")
    # Sentences about the file as a whole: what of it is not read, shared addresses, a column
    # sorted alone.
    warnings = models.JSONField(default=list)

    # Every row read is in one of these three, before and after it is applied.
    modified = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # Rows left unchanged whose activation mail went again.
    resent = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    resends_unchanged = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    restored = models.PositiveIntegerField(default=0)
    mails_of_undo = models.PositiveIntegerField(default=0)
    # Rows are personal data: erased before the figures are.
    rows_erased = models.BooleanField(default=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=ImportStatus.values), name="import_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=sorted(DONE)) | models.Q(applied_at__isnull=False),
                name="import_applied_has_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ImportStatus.UNDONE) | models.Q(undone_at__isnull=False),
                name="import_undone_has_date",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["order", "-id"], name="import_of_order")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.status})"

    @property
    def about(self) -> str:
        return f"import:{self.pk}"

    @property
    def is_busy(self) -> bool:
        return self.status in BUSY

    @property
    def is_expired(self) -> bool:
        return self.status == ImportStatus.READY and self.expires_at <= clock.now()

    @property
    def rows_read(self) -> int:
        return self.modified + self.unchanged + self.refused


class ImportRow(models.Model):
    """One row of the file and what is said of it.

    A modified row holds both contacts, so that it can be applied and undone. `refusals` are
    {column, value, code, reason}; `cells` what a refused row held, to be given back.
    """

    # Written thousands at a time and erased with the import: no check for each row.
    imported = models.ForeignKey(
        Import,
        on_delete=models.CASCADE,
        related_name="rows",
        db_constraint=False,
        db_index=False,
        db_column="import_id",
    )
    row = models.PositiveIntegerField()
    dotation_id = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    revision = models.PositiveIntegerField(default=0)
    former_email = models.TextField(blank=True)
    former_phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    # The mail that would leave (dotations.rules.Mail); of an unchanged row, if it is resent.
    mail = models.CharField(max_length=20, blank=True)
    # Whether the former address would be told that it is no longer used.
    notice = models.BooleanField(default=False)
    suggestion = models.TextField(blank=True)
    refusals = models.JSONField(default=list)
    cells = models.JSONField(default=dict)
    # Why this row could not be undone.
    kept = models.TextField(blank=True, db_default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["imported", "verdict", "id"], name="import_row"),
        ]

    def __str__(self) -> str:
        return f"{self.imported_id} {self.row}"
