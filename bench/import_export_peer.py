"""Corrections by file, as django-import-export makes them: row by row."""

from pathlib import Path
from typing import Any

import phonenumbers
from email_validator import validate_email
from import_export.resources import ModelResource
from tablib import Dataset

from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage

COLUMNS = ("id", "matricule", "last_name", "first_name", "email", "phone")


class ContactResource(ModelResource):  # type: ignore[misc]
    class Meta:
        model = Dotation
        fields = ("id", "email", "phone")
        skip_unchanged = True
        report_skipped = False
        use_transactions = False

    def before_import_row(self, row: dict[str, Any], **_options: object) -> None:
        address = validate_email(row["email"], check_deliverability=False, test_environment=True)
        number = phonenumbers.parse(row["phone"], "FR")
        phonenumbers.is_valid_number(number)
        row["email"] = address.normalized
        row["phone"] = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def before_save_instance(
        self, instance: Dotation, _row: dict[str, Any], **_options: object
    ) -> None:
        instance.revision += 1
        instance.search = search_of(instance)

    def after_save_instance(
        self, instance: Dotation, _row: dict[str, Any], **_options: object
    ) -> None:
        JournalEntry.objects.create(
            verb="contact-corrected", about=instance.about, client_id=instance.client_id,
            changes={"email": ["", instance.email]},
        )  # fmt: skip
        OutgoingMessage.objects.create(
            template="dotations/emails/activation", recipient=instance.email, about=instance.about
        )


def save_row_by_row(path: Path) -> None:
    read = Dataset().load(path.read_bytes(), format="xlsx")
    rows = Dataset(*(row[: len(COLUMNS)] for row in read), headers=COLUMNS)
    result = ContactResource().import_data(rows, raise_errors=True)
    assert result.totals["update"], result.totals
