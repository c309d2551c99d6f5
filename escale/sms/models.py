from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.sms.causes import Cause
from escale.sms.states import SETTLED, TextState

# Of a text whose number is no longer kept: the database wants the sign of an international one.
NO_PHONE = "+"


class TextQuerySet(models.QuerySet["OutgoingText"]):
    """All times are the database's, as for mail."""

    def due(self) -> Self:
        return self.filter(state=TextState.QUEUED)

    def stale(self) -> Self:
        return self.filter(expires_at__lte=Now())

    def lease_over(self) -> Self:
        return self.filter(state=TextState.SENDING, lease_until__lte=Now())

    def accepted(self) -> Self:
        """Taken by the gateway, hence paid for, whatever became of them."""
        return self.filter(sent_at__isnull=False)


class OutgoingText(models.Model):
    """One SMS to one phone: queued with the change that causes it, sent once at most by a worker.

    No text and no code is stored: `template`, `context` and `code_payload` make them. `about` names
    what it is about for those who know, `payer` whose daily number of texts it counts in.
    """

    id = models.BigAutoField(primary_key=True)
    template = models.CharField(max_length=100)
    phone = models.CharField(max_length=16)
    context = models.JSONField(default=dict)
    code_payload = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=80)
    payer = models.CharField(max_length=40, blank=True)

    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.QUEUED)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    # A code that nobody can use any more must not be sent.
    expires_at = models.DateTimeField()
    # When the gateway took it; empty as long as nothing is to be paid.
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    # What the provider calls it.
    reference = models.CharField(max_length=100, blank=True)
    segments = models.PositiveSmallIntegerField(default=0)
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)
    diagnostic = models.CharField(max_length=500, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("SMS")
        verbose_name_plural = _("SMS")
        indexes: ClassVar = [
            models.Index(fields=["about", "id"], name="text_about"),
            models.Index(fields=["id"], condition=Q(state=TextState.QUEUED), name="text_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state=TextState.SENDING), name="text_lease"
            ),
            models.Index(
                fields=["payer", "sent_at"], condition=Q(sent_at__isnull=False), name="text_paid"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=TextState.values), name="text_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=TextState.SENDING, lease_until__isnull=False)
                | (~Q(state=TextState.SENDING) & Q(lease_until__isnull=True)),
                name="text_sending_is_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(SETTLED), settled_at__isnull=False)
                | (~Q(state__in=sorted(SETTLED)) & Q(settled_at__isnull=True)),
                name="text_settled_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TextState.SENT, TextState.DELIVERED])
                | Q(sent_at__isnull=False),
                name="text_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False, segments__gt=0)
                | Q(sent_at__isnull=True, segments=0),
                name="text_sent_has_segments",
            ),
            models.CheckConstraint(
                condition=Q(state=TextState.FAILED) & ~Q(cause="")
                | ~Q(state=TextState.FAILED) & Q(cause=""),
                name="text_failed_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(phone__startswith="+"), name="text_phone_international"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk} ({self.state})"
