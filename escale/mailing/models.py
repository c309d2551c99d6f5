from collections.abc import Sequence
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, Q, Value
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from escale.kernel.languages import FRENCH
from escale.kernel.tokens import sign_caseless
from escale.mailing.causes import Cause
from escale.mailing.judging import trouble_of
from escale.mailing.remedies import Trouble
from escale.mailing.states import GONE, SETTLED, WAITING, MessageState


class MessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """All times are the database's: a worker whose clock is wrong sends neither early nor late."""

    def due(self) -> Self:
        """What may leave now: its time has come, and nothing holds its recipient's domain."""
        holds = MailHold.objects.filter(Q(until=None) | Q(until__gt=Now()))
        domain = Lower(
            Func(
                F("recipient"),
                Value("@"),
                Value(-1),
                function="split_part",
                output_field=models.TextField(),
            )
        )
        return (
            self.filter(state__in=WAITING, next_attempt_at__lte=Now())
            .filter(~Exists(holds.filter(domain="")))
            .alias(domain=domain)
            .exclude(domain__in=holds.values("domain"))
        )

    def lease_over(self) -> Self:
        return self.filter(state=MessageState.SENDING, lease_until__lte=Now())

    def held_by(self, messages: Sequence["OutgoingMessage"]) -> Self:
        """Those of one claim, as long as the lease that it gave still stands."""
        return self.filter(
            pk__in=[message.pk for message in messages],
            state=MessageState.SENDING,
            lease_token=messages[0].lease_token,
        )

    def cancel(self) -> int:
        """Those of them that have not left; how many."""
        return self.exclude(state__in=SETTLED).update(
            state=MessageState.CANCELLED,
            next_attempt_at=None,
            lease_until=None,
            lease_token=None,
            settled_at=Now(),
        )


class MailPace(models.Model):
    """How many were claimed lately, where a setting limits the pace: one row a domain.

    Locked by whoever claims, so that all workers together keep to it.
    """

    # Of recipients, in lower case; empty for everybody.
    domain = models.CharField(max_length=254, unique=True)
    since = models.DateTimeField(db_default=Now())
    claimed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.domain or "*"


class MailHold(models.Model):
    """Nothing leaves for a while: to anybody, or to one domain. No message is marked for it.

    One that Escale makes ends by itself, later each time in a row; one that staff make (`until` is
    None) ends when they say so.
    """

    # Of recipients, in lower case; empty for everybody.
    domain = models.CharField(_("domaine"), max_length=254, blank=True, unique=True)
    since = models.DateTimeField(_("depuis"), db_default=Now())
    until = models.DateTimeField(_("jusqu’à"), null=True)
    times = models.PositiveIntegerField(_("fois de suite"), default=1)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    held_by = models.CharField(_("par"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("envoi suspendu")
        verbose_name_plural = _("envois suspendus")

    def __str__(self) -> str:
        return self.domain or str(_("tous les destinataires"))


class OutgoingMessage(models.Model):
    """One e-mail to one person: queued with the change that causes it, delivered by a worker.

    No text, address of a link or token is stored: `template`, `context` and `links` make them
    again, the same, at each try. `about` names what it is about for those who know.
    """

    id = models.BigAutoField(primary_key=True)
    template = models.CharField(max_length=100)
    recipient = models.CharField(max_length=254)
    context = models.JSONField(default=dict)
    links = models.JSONField(default=dict)
    about = models.CharField(max_length=80)
    # What makes its attached file, by `attachments.made`; empty: it has none. No file is stored.
    attachment = models.CharField(max_length=80, blank=True, default="", db_default="")
    # Whose it is, for the wall between clients; None: of no client in particular.
    client_id = models.BigIntegerField(null=True)
    # One of escale/kernel/languages.py.
    language = models.CharField(max_length=5, default=FRENCH, db_default=FRENCH)

    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, db_default=Now())
    lease_until = models.DateTimeField(null=True)
    # Changes with each claim: a worker that lost its lease can no longer write an outcome.
    lease_token = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    smtp_code = models.PositiveSmallIntegerField(null=True)
    diagnostic = models.CharField(max_length=500, blank=True)
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes: ClassVar = [
            models.Index(fields=["about", "id"], name="message_about"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=sorted(WAITING)),
                name="message_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state=MessageState.SENDING),
                name="message_lease",
            ),
        ]
        constraints: ClassVar = [
            # What other tables refer to, so that no message is told to be another client's.
            models.UniqueConstraint(fields=["id", "client_id"], name="message_and_client"),
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="message_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(WAITING), next_attempt_at__isnull=False)
                | (~Q(state__in=sorted(WAITING)) & Q(next_attempt_at__isnull=True)),
                name="message_waits_for_a_date",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=MessageState.SENDING,
                    lease_until__isnull=False,
                    lease_token__isnull=False,
                )
                | (
                    ~Q(state=MessageState.SENDING)
                    & Q(lease_until__isnull=True, lease_token__isnull=True)
                ),
                name="message_sending_is_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(SETTLED), settled_at__isnull=False)
                | (~Q(state__in=sorted(SETTLED)) & Q(settled_at__isnull=True)),
                name="message_settled_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GONE)) | Q(sent_at__isnull=False),
                name="message_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.FAILED) | ~Q(cause=""),
                name="message_failed_has_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk} ({self.state})"

    @property
    def trouble(self) -> Trouble | None:
        """What a server has against us."""
        return trouble_of(self.diagnostic) if self.cause == Cause.OURS else None

    @property
    def message_id(self) -> str:
        """The Message-ID header: the same at each try, so that a reader can drop a double."""
        mark = sign_caseless("message-id", str(self.pk))
        return f"<m.{self.pk}.{mark}@{settings.MAIL_BOUNCE_DOMAIN}>"
