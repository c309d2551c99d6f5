from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from escale.clients.models import Client


class ColumnHabit(models.Model):
    """What a client has said one of its titles means, for the files to come. No cell is kept.

    `title` is compared on its letters and digits; an empty `column` is one that is not read.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    column = models.CharField(max_length=20, blank=True)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "title"], name="habit_of_title")
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.column}"
