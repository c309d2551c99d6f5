from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from escale.journal.actor import Door
from escale.journal.scopes import OF_A_CLIENT

# The number of the transaction that writes: what ties a change to the line that tells it.
CURRENT_TRANSACTION = Func(
    template="(pg_current_xact_id()::text::bigint)", output_field=models.BigIntegerField()
)


def _kinds_without_client() -> Q:
    named = Q()
    for kind in OF_A_CLIENT:
        named |= Q(about__startswith=f"{kind}:")
    return ~named


class JournalEntry(models.Model):
    """One thing that somebody did. Rows are only ever added; triggers refuse anything else.

    `client_id` is whose portal shows it, never empty for what belongs to a client.
    """

    at = models.DateTimeField(_("date"), db_default=Now())
    actor = models.CharField(_("qui"), max_length=200)
    # Not foreign keys: the journal outlives the account and the client it names.
    user_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    door = models.CharField(_("par"), max_length=20, choices=Door.choices)
    verb = models.CharField(_("acte"), max_length=60)
    about = models.CharField(_("sur"), max_length=80)
    # {field: [old, new]}
    changes = models.JSONField(_("valeurs"), default=dict)
    message_id = models.BigIntegerField(null=True)
    # Empty for what was written before changes were watched.
    transaction = models.BigIntegerField(null=True, db_default=CURRENT_TRANSACTION)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        indexes: ClassVar = [
            models.Index(fields=["about", "id"], name="journal_about"),
            models.Index(fields=["client_id", "-id"], name="journal_of_client"),
            BrinIndex(fields=["at", "transaction"], name="journal_moment"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(client_id__isnull=False) | _kinds_without_client(),
                name="journal_names_the_client",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.about}"


class Operation(models.TextChoices):
    INSERT = "INSERT", _("ajout")
    UPDATE = "UPDATE", _("modification")
    DELETE = "DELETE", _("suppression")


class JournalChange(models.Model):
    """What the database itself saw change in a watched table, whoever wrote it and however.

    The same change to thousands of rows by one statement is one row here, which names them all.
    """

    at = models.DateTimeField(_("date"), db_default=Now())
    role = models.CharField(_("rôle de la base"), max_length=63)
    operation = models.CharField(_("opération"), max_length=6, choices=Operation.choices)
    client_id = models.BigIntegerField(null=True)
    # As entries name things.
    abouts = ArrayField(models.TextField(), verbose_name=_("sur"))
    # {field: [old, new]}; none for rows added or removed.
    changes = models.JSONField(_("valeurs"), default=dict)
    transaction = models.BigIntegerField(db_default=CURRENT_TRANSACTION)
    # The first of its statement: one look at the end of the transaction is enough for all.
    is_first = models.BooleanField()

    class Meta:
        verbose_name = _("changement vu par la base")
        verbose_name_plural = _("changements vus par la base")
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="journal_change_of_client"),
            # Both only grow: a few pages hold any moment, any transaction, at no cost to a write.
            BrinIndex(fields=["at", "transaction"], name="journal_change_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.operation} {', '.join(self.abouts[:3])}"
