from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from escale.journal.actor import Actor, Door
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState


class Client(models.Model):
    """An organisation that orders dotations: an employer, a CSE, a COS."""

    code = models.CharField(_("code client"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    # Where the confirmations of its orders go; none leave while it is empty.
    email = models.EmailField(_("adresse e-mail"), blank=True)
    contact_name = models.CharField(_("personne à joindre"), max_length=150, blank=True)
    # E.164, of any line.
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    address = models.CharField(_("adresse postale"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        """What the journal says of it is filed under this."""
        return f"client:{self.code}"


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrateur")
    MANAGER = "manager", _("gestionnaire")
    READER = "reader", _("lecture")


class MemberQuerySet(models.QuerySet["Member"]):
    def with_people(self) -> Self:
        """Their names and their client, but no hash: a client's pages may not read it."""
        return self.select_related("user", "client").defer("user__password")


class Member(models.Model):
    """A person's place in one client: what they see is that client's, never another's (D9)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne"),
        on_delete=models.CASCADE,
        related_name="member",
    )
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices, default=Role.MANAGER)
    # A copy of what the organisation receives about its orders.
    receives_order_mails = models.BooleanField(_("e-mails des commandes"), default=False)
    # Once a day, what changed; nothing where nothing did.
    receives_digest = models.BooleanField(_("récapitulatif quotidien"), default=False)
    # The same, on the days when an address failed that this person has not seen.
    is_told_of_errors = models.BooleanField(
        _("prévenu des erreurs e-mail"), default=True, db_default=True
    )

    objects: ClassVar = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="member_role_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.client})"

    @property
    def can_edit(self) -> bool:
        return self.role != Role.READER

    @property
    def can_administer(self) -> bool:
        """Change the organisation's data, and who its members are."""
        return self.role == Role.ADMINISTRATOR

    @property
    def address(self) -> str:
        """Where mail for this person goes; the code client's owner has the organisation's."""
        if self.user.identifier == self.client.code.lower():
            return self.client.email
        return self.user.email

    @property
    def is_visiting(self) -> bool:
        """Staff of the issuer, who see what the client sees."""
        return self.pk is None

    @property
    def actor(self) -> Actor:
        """This person at the screen, for the journal: staff are told apart."""
        door = Door.OPERATOR if self.is_visiting else Door.SCREEN
        return Actor(label=str(self.user), door=door, user_id=self.user_id)


class Invitation(models.Model):
    """Somebody who may join a client: gone once accepted or cancelled, and its links with it."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    invited_by = models.CharField(max_length=150)
    # Each link names the generation it was sent in: the newest one alone is good.
    generation = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("client", Lower("email"), name="invitation_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_refused(self) -> bool:
        """Its e-mail did not arrive."""
        return self.message is not None and self.message.state == MessageState.FAILED
