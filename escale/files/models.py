from typing import ClassVar

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

# Of the session's scope (escale/tenancy/scopes.py); NULL outside of any client's.
CURRENT_CLIENT = Func(function="escale_client", output_field=models.BigIntegerField())


class StoredFile(models.Model):
    """A file that all hosts share: what somebody sent, until it is read, and large exports."""

    name = models.CharField(max_length=200, unique=True)
    size = models.BigIntegerField(default=0)
    modified_at = models.DateTimeField(db_default=Now())
    # For the wall between clients: a storage is told no more than a name, the scope says whose.
    client_id = models.BigIntegerField(null=True, db_default=CURRENT_CLIENT)

    def __str__(self) -> str:
        return self.name


class StoredChunk(models.Model):
    """A piece of a file, in order; all of one size but the last."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "position"], name="chunk_position"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.position}"
