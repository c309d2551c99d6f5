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

    def unanswered(self) -> "InquiryQuerySet":
        return self.filter(answers__isnull=True)


class Inquiry(models.Model):
    """A message of a client to the issuer (R52). `form_id` makes the same form, sent twice, one."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="inquiries")
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
        return f"{self.pk} {self.client}"

    @property
    def about(self) -> str:
        return f"inquiry:{self.pk}"


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
