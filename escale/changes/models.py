from typing import ClassVar

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

CURRENT_TRANSACTION = Func(
    template="(pg_current_xact_id()::text::bigint)", output_field=models.BigIntegerField()
)


class ClientChange(models.Model):
    """Something of a client was written, in this transaction; triggers add it (migrations).

    An open page asks whether there is a new one, and only then for what it shows. Rows are kept
    for minutes, tell nothing of what was written, and wait for nobody: each transaction adds its
    own.
    """

    client_id = models.BigIntegerField()
    transaction = models.BigIntegerField(db_default=CURRENT_TRANSACTION)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            # Also what the stamp of a client is read from.
            models.UniqueConstraint(fields=["client_id", "transaction"], name="client_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.transaction}"
