from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.kernel.text import fold


class Kind(models.TextChoices):
    MAIL = "mail", _("E-mail")
    TEXT = "text", _("SMS")


class CaughtMailQuerySet(models.QuerySet["CaughtMail"]):
    def matching(self, term: str) -> Self:
        """Recipient or subject contains it; case and accents do not count."""
        return self.filter(search__contains=fold(term)) if term else self


class CaughtMail(models.Model):
    """A mail that the demonstration's server took, or refused: `refusal` is then its answer.

    Or an SMS that its gateway took: its text is both the subject and, whole, the content.
    """

    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.MAIL)
    received_at = models.DateTimeField(db_default=Now())
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=320, blank=True)
    # As it came over the line, or the text in UTF-8; empty when the recipient was refused before
    # it was told.
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    refusal = models.CharField(max_length=500, blank=True)
    # Folded recipient and subject; a phone as it is shown, and its digits.
    search = models.TextField(blank=True)

    objects = CaughtMailQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"

    @property
    def is_text(self) -> bool:
        return self.kind == Kind.TEXT

    @property
    def text(self) -> str:
        """Of an SMS."""
        return bytes(self.content).decode()

    @property
    def is_postponed(self) -> bool:
        """Refused for now only: the sender will try again."""
        return self.refusal.startswith("4")

    @classmethod
    def newest_first(cls, term: str = "") -> CaughtMailQuerySet:
        """For lists: without the contents."""
        return cls.objects.matching(term).defer("content", "search")


class Restoring(models.Model):
    """Somebody asked for the start of the demonstration; done when it was restored."""

    asked_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.asked_at} {self.done_at}"

    @classmethod
    def waiting(cls) -> models.QuerySet["Restoring"]:
        return cls.objects.filter(done_at=None)
