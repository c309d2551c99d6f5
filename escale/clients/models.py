from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from escale.journal.actor import Actor, Door


class Client(models.Model):
    """An organisation that orders dotations: an employer, a CSE, a COS."""

    code = models.CharField(_("code client"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    # Where the confirmations of its orders go; none leave while it is empty.
    email = models.EmailField(_("adresse e-mail"), blank=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrateur")
    MANAGER = "manager", _("gestionnaire")
    READER = "reader", _("lecture")


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
    def is_visiting(self) -> bool:
        """Staff of the issuer, who see what the client sees."""
        return self.pk is None

    @property
    def actor(self) -> Actor:
        """This person at the screen, for the journal: staff are told apart."""
        door = Door.OPERATOR if self.is_visiting else Door.SCREEN
        return Actor(label=str(self.user), door=door, user_id=self.user_id)
