from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Client, Member
from escale.kernel.languages import FRENCH
from escale.orders.models import Order

MAX_LENGTH = 4_000


class Subject(models.TextChoices):
    ORDER = "order", _("Une commande")
    PAYMENT = "payment", _("Un règlement")
    DOTATION = "dotation", _("Une dotation ou un bénéficiaire")
    CANCELLATION = "cancellation", _("Une annulation")
    ACCOUNT = "account", _("Mon compte ou mes accès")
    OTHER = "other", _("Autre sujet")


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def visible_to(self, member: Member) -> "InquiryQuerySet":
        """The only door to messages from a page: those of the member's client (D9)."""
        return self.filter(client_id=member.client_id)

    def of_clients(self) -> "InquiryQuerySet":
        return self.filter(client__isnull=False)

    def of_visitors(self) -> "InquiryQuerySet":
        """Of people who did not sign in."""
        return self.filter(client__isnull=True)

    def unanswered(self) -> "InquiryQuerySet":
        return self.filter(answers__isnull=True)


class Inquiry(models.Model):
    """A message to the issuer (R52). `form_id` makes the same form, sent twice, one.

    Of a client; or, without one, of somebody who could not sign in, who says what they like of
    themselves: nothing of it is compared with what is known.
    """

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, related_name="inquiries"
    )
    # As typed, without a client: an organisation, a client code.
    organisation = models.CharField(max_length=150, blank=True, db_default="")
    phone = models.CharField(max_length=40, blank=True, db_default="")
    sent_by = models.CharField(max_length=200)
    reply_to = models.CharField(max_length=254)
    # What the answer is written around; one of escale/kernel/languages.py.
    language = models.CharField(max_length=5, default=FRENCH, db_default=FRENCH)
    subject = models.CharField(max_length=20, choices=Subject.choices)
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+")
    # A number: the message stays as it was when its people are forgotten.
    about_dotation = models.BigIntegerField(null=True)
    body = models.TextField(max_length=MAX_LENGTH)
    form_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(db_default=Now())

    objects = InquiryQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "-id"], name="inquiry_of_client")]

    def __str__(self) -> str:
        return f"{self.pk} {self.client or self.sent_by}"

    @property
    def about(self) -> str:
        return f"inquiry:{self.pk}" if self.client_id else f"visitor-inquiry:{self.pk}"


class IssuerContact(models.Model):
    """How people reach the issuer: one row that staff edit, shown to all.

    Read through `queries.issuer_contact`. What is empty is not shown.
    """

    # E.164, of any line.
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    opening_hours = models.CharField(
        _("horaires"),
        max_length=120,
        blank=True,
        help_text=_("Par exemple « du lundi au vendredi, de 9 h à 18 h »."),
    )
    email = models.EmailField(
        _("adresse e-mail"), blank=True, help_text=_("Publique : visible sans se connecter.")
    )
    postal_address = models.TextField(_("adresse postale"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("coordonnées de l’émetteur")
        verbose_name_plural = _("coordonnées de l’émetteur")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="issuer_contact_single")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def is_known(self) -> bool:
        return bool(self.phone or self.email or self.postal_address)


class Answer(models.Model):
    """What staff answered; it left by e-mail and stays here."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="answers")
    answered_by = models.CharField(max_length=200)
    body = models.TextField(max_length=MAX_LENGTH)
    form_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.answered_by}"
