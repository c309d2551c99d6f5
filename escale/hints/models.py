from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from escale.clients.models import Client, Member


class DismissedHintQuerySet(models.QuerySet["DismissedHint"]):
    def visible_to(self, member: Member) -> "DismissedHintQuerySet":
        """The only door to them from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)


class DismissedHint(models.Model):
    """« Ne plus proposer »: that one domain was meant by another, for everybody of a client.

    No address is kept.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    typed = models.CharField(max_length=254)
    proposed = models.CharField(max_length=254)
    dismissed_by = models.CharField(max_length=200)
    dismissed_at = models.DateTimeField(db_default=Now())

    objects = DismissedHintQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "typed", "proposed"], name="dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.typed} → {self.proposed}"


class LearnedDomain(models.Model):
    """A domain that a client's mail reaches: made again each night from its dotations.

    `is_familiar`: many people have it, it is proposed. Otherwise it is only known to be real,
    although it looks like a slip.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    domain = models.CharField(max_length=254)
    people = models.PositiveIntegerField()
    is_familiar = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "domain"], name="learned_once")
        ]

    def __str__(self) -> str:
        return self.domain
