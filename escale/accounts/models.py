from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from escale.journal.actor import Actor, Door
from escale.kernel.languages import known_language


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, identifier: str, password: str | None = None, **fields: str | bool
    ) -> "User":
        user = self.model(identifier=identifier.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, identifier: str, password: str, **fields: str | bool) -> "User":
        return self.create_user(
            identifier, password, **(fields | {"is_staff": True, "is_superuser": True})
        )

    def get_by_natural_key(self, identifier: str | None) -> "User":
        return self.get(identifier=(identifier or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. `identifier` is what they type: a code client (R1), or an e-mail."""

    identifier = models.CharField(max_length=254, unique=True)
    email = models.EmailField(blank=True)
    full_name = models.CharField(max_length=150, blank=True)
    # One of escale/kernel/languages.py; empty for who never chose.
    language = models.CharField(max_length=5, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "identifier"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(identifier=Lower("identifier")),
                name="user_identifier_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.identifier

    @property
    def client_id(self) -> int | None:
        """Whose journal shows what this person does to their own access; none for staff."""
        place = getattr(self, "member", None)
        return place.client_id if place else None

    @property
    def actor(self) -> Actor:
        """This person at the screen, for the journal."""
        return Actor(label=str(self), door=Door.SCREEN, user_id=self.pk)

    @property
    def reading_language(self) -> str:
        """Of what is written to this person, wherever it is written."""
        return known_language(self.language)

    @property
    def address(self) -> str:
        """Where mail for this person goes; empty where none is known."""
        place = getattr(self, "member", None)
        return place.address if place else self.email
