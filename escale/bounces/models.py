from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.bounces.parsing.verdicts import BounceClass, BounceKind
from escale.bounces.states import TO_LOOK_AT, BounceState, Why
from escale.mailing.causes import Cause
from escale.mailing.judging import trouble_of
from escale.mailing.models import OutgoingMessage
from escale.mailing.remedies import Trouble


class ReceivedBounceQuerySet(models.QuerySet["ReceivedBounce"]):
    def to_look_at(self) -> Self:
        return self.filter(state__in=TO_LOOK_AT)


class ReceivedBounce(models.Model):
    """A message that came back to a return address, or an event that a provider told.

    `digest` makes the same one, received twice, one row. `content` is what came, as long as it may
    be kept; `address` is the recipient that it names. `text_key` is the same for same words.
    """

    received_at = models.DateTimeField(_("reçu le"), db_default=Now())
    digest = models.CharField(max_length=64, unique=True)
    returned_to = models.CharField(_("adresse de retour"), max_length=320, blank=True)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(_("taille"), default=0)

    kind = models.CharField(_("forme"), max_length=20, choices=BounceKind.choices)
    bounce_class = models.CharField(_("dit"), max_length=10, choices=BounceClass.choices)
    address = models.CharField(_("destinataire nommé"), max_length=320, blank=True)
    enhanced_status = models.CharField(_("code"), max_length=12, blank=True)
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices, blank=True)
    diagnostic = models.CharField(_("diagnostic"), max_length=500, blank=True)
    text_key = models.CharField(max_length=32, blank=True)

    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("e-mail"),
    )
    state = models.CharField(_("état"), max_length=12, choices=BounceState.choices)
    why = models.CharField(_("raison"), max_length=20, choices=Why.choices, blank=True)
    settled_at = models.DateTimeField(_("traité le"), null=True)

    objects = ReceivedBounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("retour d’e-mail")
        verbose_name_plural = _("retours d’e-mails")
        indexes: ClassVar = [
            models.Index(fields=["message", "id"], name="bounce_of_message"),
            models.Index(fields=["text_key", "received_at"], name="bounce_same_text"),
            models.Index(
                fields=["state", "id"],
                condition=Q(state__in=sorted(TO_LOOK_AT | {BounceState.WAITING})),
                name="bounce_open",
            ),
            models.Index(
                fields=["received_at"],
                condition=Q(content__isnull=False),
                name="bounce_with_content",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=BounceState.values), name="bounce_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=BounceState.APPLIED)
                | Q(bounce_class=BounceClass.FAILED) & ~Q(cause=""),
                name="bounce_applied_is_a_failure",
            ),
            models.CheckConstraint(
                condition=Q(state=BounceState.APPLIED, why="")
                | Q(state=BounceState.DISCARDED)
                | ~Q(state=BounceState.APPLIED) & ~Q(why=""),
                name="bounce_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    @property
    def about(self) -> str:
        return f"bounce:{self.pk}"

    @property
    def is_to_look_at(self) -> bool:
        return self.state in TO_LOOK_AT

    @property
    def trouble(self) -> Trouble | None:
        """What a server has against us."""
        said = f"{self.diagnostic} {self.enhanced_status}"
        return trouble_of(said) if self.cause == Cause.OURS else None
