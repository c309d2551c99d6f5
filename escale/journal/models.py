from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.journal.actor import Door


class JournalEntry(models.Model):
    """One thing that somebody did. Rows are only ever added; a trigger refuses anything else."""

    at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=200)
    # Not a foreign key: the journal outlives the account it names.
    user_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=20, choices=Door.choices)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    # {field: [old, new]}
    changes = models.JSONField(default=dict)
    message_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        indexes: ClassVar = [models.Index(fields=["about", "id"], name="journal_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.about}"
