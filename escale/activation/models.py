from typing import ClassVar

from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from escale.dotations.models import Dotation
from escale.journal.actor import Actor, Door
from escale.kernel.languages import FRENCH
from escale.sms.models import OutgoingText


class Beneficiary(models.Model):
    """The account of a person who holds dotations, whoever gave them (R48).

    `email` has been verified: a link reached it. `phone` is the number that the application was
    configured with, empty until then (R46).
    """

    email = models.CharField(max_length=254)
    # Typed in the first step, not confirmed yet.
    pending_email = models.CharField(max_length=254, blank=True)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    birth_date = models.DateField(null=True)
    # In which the first step was read: its e-mails keep it.
    language = models.CharField(max_length=5, default=FRENCH, db_default=FRENCH)
    phone = models.CharField(max_length=20, blank=True)
    # Hashed; empty until the second step.
    password = models.CharField(max_length=128, blank=True)
    # Grows with each password: earlier links and sign-ins are dead.
    password_generation = models.PositiveIntegerField(default=0)
    terms_accepted_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    configured_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bénéficiaire")
        verbose_name_plural = _("bénéficiaires")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="beneficiary_address_once"),
            # R33: one configured application a number.
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="beneficiary_number_once"
            ),
            models.CheckConstraint(
                condition=Q(configured_at__isnull=True) | ~Q(phone="") & ~Q(password=""),
                name="beneficiary_configured_has_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def about(self) -> str:
        """How messages and the journal name this account."""
        return f"beneficiary:{self.pk}"

    @property
    def actor(self) -> Actor:
        return Actor(label=str(self), door=Door.BENEFICIARY)

    @property
    def has_password(self) -> bool:
        return bool(self.password)

    @property
    def is_configured(self) -> bool:
        return self.configured_at is not None

    def has_the_password(self, typed: str) -> bool:
        return self.has_password and check_password(typed, self.password)


class Holding(models.Model):
    """Whose account a dotation belongs to."""

    dotation = models.OneToOneField(Dotation, on_delete=models.CASCADE, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="holdings")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.dotation_id} -> {self.beneficiary_id}"


class PhoneCode(models.Model):
    """A code sent by SMS (D11). The six digits are not here: they are derived from `salt`.

    All times are the database's, so that a server whose clock is wrong changes nothing (F14).
    """

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="+")
    phone = models.CharField(max_length=20)
    salt = models.CharField(max_length=32)
    text = models.ForeignKey(OutgoingText, on_delete=models.SET_NULL, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    # A confirmed code configures one device.
    spent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["beneficiary", "-id"], name="phone_code_latest")]

    def __str__(self) -> str:
        return f"code {self.pk}"

    @property
    def about(self) -> str:
        return f"phone-code:{self.pk}"

    @property
    def payload(self) -> str:
        """What the digits are derived from: the number is part of it."""
        return f"{self.pk}.{self.phone}.{self.salt}"


class Device(models.Model):
    """The telephone that holds the application: one at a time."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="devices")
    # SHA-256 of what the browser keeps: a copy of the table opens nothing.
    token_hash = models.CharField(max_length=64, unique=True)
    # Six digits, hashed as a password is.
    secret_code = models.CharField(max_length=128)
    failures = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(revoked_at__isnull=True),
                name="device_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"
