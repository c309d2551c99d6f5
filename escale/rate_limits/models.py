from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Tries(models.Model):
    """The tries that still count against one limit; a fingerprint says of whom, or from where.

    Nothing removes a row before its tries count no more: not a full table, not a restart.
    """

    name = models.CharField(max_length=100, primary_key=True)
    # When, on the database's clock.
    hits = ArrayField(models.DateTimeField())
    most = models.PositiveIntegerField()
    within = models.DurationField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["until"], name="tries_until")]

    def __str__(self) -> str:
        return self.name
