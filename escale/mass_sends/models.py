from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Client, Member
from escale.dotations.models import Dotation
from escale.journal.actor import Actor, Door
from escale.mailing.models import OutgoingMessage
from escale.mass_sends.states import UNDER_WAY, RowState, SendStatus


class Scope(models.TextChoices):
    """To whom (R26). The first is the guide's own."""

    ALL = "all", _("Toutes les dotations non activées")
    SEARCH = "search", _("La recherche en cours")
    TICKED = "ticked", _("Les lignes cochées")
    ERRORS = "errors", _("Seulement les « Erreur e-mail »")
    SILENT = "silent", _("Sans nouvelles depuis")
    # They get « Il ne reste que l’application » in the place of the activation e-mail.
    ACCOUNTS = "accounts", _("Comptes créés sans application")


class MassSendQuerySet(models.QuerySet["MassSend"]):
    def visible_to(self, member: Member) -> "MassSendQuerySet":
        """The only door to mass sends from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)

    def due(self) -> "MassSendQuerySet":
        """Those whose minute is over and that still have e-mails to queue."""
        return self.filter(status__in=UNDER_WAY, leaves_at__lte=Now())


class MassSend(models.Model):
    """« Envoi en masse »: the activation e-mail once more, to everybody of a scope (R26); to those
    who have an account, what reminds them of the application.

    `request_id` is the form's: the same form sent twice is one send. `choice` is what was chosen,
    as `choices.Choice.stored()` writes it.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    request_id = models.UUIDField()
    scope = models.CharField(max_length=10, choices=Scope.choices)
    choice = models.JSONField(default=dict)
    # Whoever was written to a moment ago gets one more all the same: confirmed by the author.
    includes_recent = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=SendStatus.choices, default=SendStatus.PLANNED)
    author = models.CharField(max_length=200)
    # Not a foreign key: the report outlives the account it names.
    user_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    leaves_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=200, blank=True)
    # Of the scope, closed already: they have no row.
    closed = models.PositiveIntegerField(default=0)

    objects = MassSendQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "request_id"], name="mass_send_once"),
            models.CheckConstraint(
                condition=Q(status__in=SendStatus.values), name="mass_send_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(UNDER_WAY), ended_at__isnull=True)
                | (~Q(status__in=sorted(UNDER_WAY)) & Q(ended_at__isnull=False)),
                name="mass_send_ended_has_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-id"], name="mass_send_of_client"),
            models.Index(
                fields=["leaves_at"],
                condition=Q(status__in=sorted(UNDER_WAY)),
                name="mass_send_due",
            ),
        ]

    def __str__(self) -> str:
        return f"mass send {self.pk} ({self.status})"

    @property
    def about(self) -> str:
        return f"mass-send:{self.pk}"

    @property
    def actor(self) -> Actor:
        """Who asked for it: e-mails that leave later are theirs too."""
        return Actor(self.author, Door.SCREEN, self.user_id)

    @property
    def is_planned(self) -> bool:
        return self.status == SendStatus.PLANNED


class MassSendRow(models.Model):
    """One dotation of a send. `reason` says why it gets nothing: a Verdict, or a sentence."""

    # Written by the hundred thousand: no check for each row.
    mass_send = models.ForeignKey(
        MassSend, on_delete=models.CASCADE, related_name="rows", db_constraint=False, db_index=False
    )
    dotation = models.ForeignKey(
        Dotation, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    state = models.CharField(max_length=10, choices=RowState.choices)
    reason = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mass_send", "dotation"], name="mass_send_row_of_dotation"
            ),
            # Two managers at once: each beneficiary is in one send alone.
            models.UniqueConstraint(
                fields=["dotation"],
                condition=Q(state=RowState.PLANNED),
                name="mass_send_dotation_planned_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dotation_id} ({self.state})"
