from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from escale.kernel.text import fold


class CaughtMailQuerySet(models.QuerySet["CaughtMail"]):
    def matching(self, term: str) -> Self:
        """Recipient or subject contains it; case and accents do not count."""
        return self.filter(search__contains=fold(term)) if term else self


class CaughtMail(models.Model):
    """A mail that the demonstration's server took, or refused: `refusal` is then its answer."""

    received_at = models.DateTimeField(db_default=Now())
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=320, blank=True)
    # As it came over the line; empty when the recipient was refused before it was told.
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    refusal = models.CharField(max_length=500, blank=True)
    # Folded recipient and subject.
    search = models.TextField(blank=True)

    objects = CaughtMailQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"

    @property
    def is_postponed(self) -> bool:
        """Refused for now only: the sender will try again."""
        return self.refusal.startswith("4")

    @classmethod
    def newest_first(cls, term: str = "") -> CaughtMailQuerySet:
        """For lists: without the contents."""
        return cls.objects.matching(term).defer("content", "search")
